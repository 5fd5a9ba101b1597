import { lazy, Suspense, useRef } from 'react'
import { Region } from '../controls/region.tsx'
import { en } from '../messages/en.ts'
import { useSeen } from '../seen.ts'
import { useUnadaptable } from '../use-unadaptable.ts'

const SweepPanel = lazy(() => import('../sweep/sweep-panel.tsx'))

/** One α or two over the whole range of their sliders. */
export function SweepRegion() {
  const unable = useUnadaptable()
  return (
    <Region heading={en.sweep.heading} className="sweep-region" id="sweep">
      {unable ? (
        <p className="quiet">{unable === 'dense' ? en.models.dense : en.models.weightsNone}</p>
      ) : (
        <Sweep />
      )}
    </Region>
  )
}

/** Fetched when it comes near; it computes only when asked to. */
function Sweep() {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const waiting = <p className="quiet sweep-waiting">{en.sweep.loading}</p>
  return (
    <>
      <p className="lead quiet">{en.sweep.intro}</p>
      <div ref={place} />
      {seen ? (
        <Suspense fallback={waiting}>
          <SweepPanel />
        </Suspense>
      ) : (
        waiting
      )}
    </>
  )
}
