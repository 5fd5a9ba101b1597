import { Suspense } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { lazyPart } from '../lazy-part.tsx'

// Few visitors ask what the browser keeps: the dialog is fetched when one does.
const KeptDialog = lazyPart(() => import('./kept-dialog.tsx'))

const door = createStore(() => ({ wanted: false, shown: false }))

/** Shows what the browser keeps for the page, and lets it be cleared. */
export const showKeptData = (): void => door.setState({ wanted: true, shown: true })

export function KeptDoor() {
  const { wanted, shown } = useStore(door)
  if (!wanted) return null
  return (
    <Suspense>
      <KeptDialog shown={shown} onShow={(now) => door.setState({ shown: now })} />
    </Suspense>
  )
}
