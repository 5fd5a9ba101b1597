import { Suspense } from 'react'
import { useStore } from 'zustand'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { declineTour, openTour, tour } from '../tour/tour-store.ts'

const TourCard = lazyPart(() => import('../tour/tour-card.tsx'))

/** Offers the tour to somebody who is here for the first time, and shows it while it is taken. */
export function TourRegion() {
  const { isOpen, isKnown } = useStore(tour)
  // A lesson guides by itself.
  const isGuided = usePart('lessons', ({ lesson, task, show }) => Boolean(lesson || task || show))
  if (isOpen)
    return (
      <Suspense>
        <TourCard />
      </Suspense>
    )
  if (isKnown || isGuided) return null
  return (
    <div className="tour-offer">
      <p>{en.tour.offer}</p>
      <button type="button" className="button" onClick={openTour}>
        {en.tour.take}
      </button>
      <button type="button" className="button quiet-button" onClick={declineTour}>
        {en.tour.decline}
      </button>
    </div>
  )
}
