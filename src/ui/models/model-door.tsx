import { Suspense, useEffect, useRef, useState } from 'react'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { droppedFiles } from './dropped-files.ts'

// Few visitors open another model: the dialog is fetched when one does.
const OpenDialog = lazyPart(() => import('./open-dialog.tsx'))

/** Lets other models in: by the dialog, or dropped anywhere on the page. */
export function ModelDoor() {
  const { models } = usePlayground()
  const shown = usePart('models', (state) => state.shown)
  const [wanted, setWanted] = useState(false)
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  if (shown && !wanted) setWanted(true)

  useEffect(() => {
    const carriesFiles = ({ dataTransfer }: DragEvent): boolean =>
      dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      depth.current += 1
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      depth.current = Math.max(0, depth.current - 1)
      if (depth.current === 0) setOver(false)
    }
    const allow = (event: DragEvent): void => {
      if (carriesFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      if (!event.dataTransfer || !carriesFiles(event)) return
      event.preventDefault()
      depth.current = 0
      setOver(false)
      void droppedFiles(event.dataTransfer).then((files) => {
        models.show('files')
        models.change({ files })
        if (files.length > 0) void models.inspect({ kind: 'files', files })
      })
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: allow, drop } as const
    for (const [type, listener] of Object.entries(listeners))
      addEventListener(type as keyof typeof listeners, listener)
    return () => {
      for (const [type, listener] of Object.entries(listeners))
        removeEventListener(type as keyof typeof listeners, listener)
    }
  }, [models])

  return (
    <>
      {over && <div className="drop-veil">{en.models.drop}</div>}
      {wanted && (
        <Suspense>
          <OpenDialog />
        </Suspense>
      )}
    </>
  )
}
