import { type MouseEvent, Suspense } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { lazyPart } from '../lazy-part.tsx'

// Few visitors ask what the browser keeps: the dialog is fetched when one does.
const KeptDialog = lazyPart(() => import('./kept-dialog.tsx'))

const door = createStore(() => ({ shown: false, opener: null as HTMLElement | null }))

/** Shows what the browser keeps for the page, and lets it be cleared; for the buttons that lead there. */
export const showKeptData = ({ currentTarget }: MouseEvent<HTMLElement>): void =>
  door.setState({ shown: true, opener: currentTarget })

export function KeptDoor() {
  const { shown, opener } = useStore(door)
  if (!opener) return null
  return (
    <Suspense>
      <KeptDialog shown={shown} opener={opener} onShow={(now) => door.setState({ shown: now })} />
    </Suspense>
  )
}
