import { useEffect, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { en } from '../messages/en.ts'
import { goTo, leaveTour, TOUR_STOPS, type TourStop, tour } from './tour-store.ts'
import '../styles/tour.css'

/** What each stop points at. */
const PLACES: Readonly<Record<TourStop, string>> = {
  prompt: '.prompt-region',
  experts: '.experts-region',
  outputs: '#outputs',
  twoPass: '.two-pass-region',
  confusion: '.confusion-region',
  inspector: '#inspect',
  more: '.page-header',
}

const CONTROL_HERE = '.tour-here :is(button, input, textarea, select):enabled'

const words = en.tour

/** One stop after the other: a card below, and a line around what it is about. The page stays usable meanwhile. */
export default function TourCard() {
  const place = useStore(tour, (state) => state.place)
  const card = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const stop = TOUR_STOPS[place] ?? 'prompt'
  const { title, text } = words.stops[stop]
  const isLast = place === TOUR_STOPS.length - 1

  useEffect(() => {
    const part = document.querySelector(PLACES[stop])
    part?.classList.add('tour-here')
    part?.scrollIntoView({ block: 'start' })
    heading.current?.focus({ preventScroll: true })
    return () => part?.classList.remove('tour-here')
  }, [stop])

  // Before it is taken away: a keyboard goes on at what the tour has come to.
  useLayoutEffect(
    () => () => {
      if (!card.current?.contains(document.activeElement)) return
      document.querySelector<HTMLElement>(CONTROL_HERE)?.focus({ preventScroll: true })
    },
    [],
  )

  return (
    <div
      ref={card}
      className="tour-card"
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-text"
      onKeyDown={(event) => {
        if (event.key === 'Escape') leaveTour()
      }}
    >
      <p className="quiet">{words.place(place + 1, TOUR_STOPS.length)}</p>
      <h2 id="tour-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p id="tour-text">{text}</p>
      <div className="tour-buttons">
        <button type="button" className="button primary" onClick={() => goTo(place + 1)}>
          {isLast ? words.end : words.next}
        </button>
        {place > 0 && (
          <button type="button" className="button" onClick={() => goTo(place - 1)}>
            {words.back}
          </button>
        )}
        {!isLast && (
          <button type="button" className="button quiet-button" onClick={leaveTour}>
            {words.skip}
          </button>
        )}
      </div>
    </div>
  )
}
