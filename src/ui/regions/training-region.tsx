import { lazy, Suspense, useRef } from 'react'
import { Region } from '../controls/region.tsx'
import { en } from '../messages/en.ts'
import { useSeen } from '../seen.ts'

const TrainingPanel = lazy(() => import('../training/training-panel.tsx'))

/** Where a visitor makes experts. Fetched when it comes near: nobody needs it to begin with. */
export function TrainingRegion() {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const waiting = <p className="quiet training-waiting">{en.training.loading}</p>
  return (
    <Region heading={en.training.heading} className="training-region" id="train">
      <p className="lead">{en.training.intro}</p>
      <div ref={place} />
      {seen ? (
        <Suspense fallback={waiting}>
          <TrainingPanel />
        </Suspense>
      ) : (
        waiting
      )}
    </Region>
  )
}
