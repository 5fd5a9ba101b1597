import { Suspense, useRef } from 'react'
import { Region } from '../controls/region.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { useSeen } from '../seen.ts'

const TrainingPanel = lazyPart(() => import('../training/training-panel.tsx'))

/** Where a visitor makes experts. */
export function TrainingRegion() {
  const untrainable = usePart('session', ({ world }) => world.untrainable)
  return (
    <Region heading={en.training.heading} className="training-region" id="train">
      {untrainable === 'dense' ? (
        <p className="quiet">{en.models.trainingDense}</p>
      ) : (
        <Training large={untrainable === 'large'} />
      )}
    </Region>
  )
}

/** Fetched when it comes near: nobody needs it to begin with. */
function Training({ large }: { readonly large: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const waiting = <p className="quiet training-waiting">{en.training.loading}</p>
  return (
    <>
      {!large && <p className="lead">{en.training.intro}</p>}
      <div ref={place} />
      {seen ? (
        <Suspense fallback={waiting}>
          <TrainingPanel large={large} />
        </Suspense>
      ) : (
        waiting
      )}
    </>
  )
}
