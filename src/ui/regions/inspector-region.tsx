import { lazy, Suspense, useRef } from 'react'
import { Region } from '../controls/region.tsx'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { useSeen } from '../seen.ts'

const InspectorPanel = lazy(() => import('../inspector/inspector-panel.tsx'))

/** What an expert or a mix is, matrix by matrix. */
export function InspectorRegion() {
  const dense = usePart('session', ({ model }) => model?.form === 'dense')
  return (
    <Region heading={en.inspector.heading} className="inspector-region" id="inspect">
      {dense ? <p className="quiet">{en.inspector.dense}</p> : <Inspector />}
    </Region>
  )
}

/** Fetched when it comes near, and nothing is computed for it before. */
function Inspector() {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const waiting = <p className="quiet inspector-waiting">{en.inspector.loading}</p>
  return (
    <>
      <p className="lead quiet">{en.inspector.intro}</p>
      <div ref={place} />
      {seen ? (
        <Suspense fallback={waiting}>
          <InspectorPanel />
        </Suspense>
      ) : (
        waiting
      )}
    </>
  )
}
