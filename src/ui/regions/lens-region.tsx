import { lazy, Suspense, useRef } from 'react'
import { Region } from '../controls/region.tsx'
import { en } from '../messages/en.ts'
import { useSeen } from '../seen.ts'
import { useUnadaptable } from '../use-unadaptable.ts'

const LensPanel = lazy(() => import('../lens/lens-panel.tsx'))

export const LENS_ID = 'lens'

/** Both answers token by token: what each model found likely at every place. */
export function LensRegion() {
  const unable = useUnadaptable()
  return (
    <Region heading={en.lens.heading} className="lens-region" id={LENS_ID}>
      {unable ? (
        <p className="quiet">{unable === 'dense' ? en.models.dense : en.models.adaptedNone}</p>
      ) : (
        <Lens />
      )}
    </Region>
  )
}

/** Fetched when it comes near, and nothing is computed for it while it is out of sight. */
function Lens() {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const waiting = <p className="quiet lens-waiting">{en.lens.loading}</p>
  return (
    <>
      <p className="lead quiet">{en.lens.intro}</p>
      <div ref={place} />
      {seen ? (
        <Suspense fallback={waiting}>
          <LensPanel />
        </Suspense>
      ) : (
        waiting
      )}
    </>
  )
}
