import { type ComponentType, Suspense, useRef } from 'react'
import { useSeen } from '../seen.ts'

interface WhenNearProps {
  readonly intro: string
  /** Stands in the panel's place until it is there; its class keeps the panel's height. */
  readonly waiting: string
  readonly waitingClass: string
  /** A lazy component: fetched when the place comes near, so that nothing is computed for it before. */
  readonly panel: ComponentType
}

/** A part of the page that costs nothing until somebody scrolls near it. */
export function WhenNear({ intro, waiting, waitingClass, panel: Panel }: WhenNearProps) {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const stand = <p className={`quiet ${waitingClass}`}>{waiting}</p>
  return (
    <>
      <p className="lead quiet">{intro}</p>
      <div ref={place} />
      {seen ? (
        <Suspense fallback={stand}>
          <Panel />
        </Suspense>
      ) : (
        stand
      )}
    </>
  )
}
