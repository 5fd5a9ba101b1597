import { createStore } from 'zustand/vanilla'

/** The stops of the tour, by the part of the page that each is about. */
export const TOUR_STOPS = [
  'prompt',
  'experts',
  'outputs',
  'twoPass',
  'confusion',
  'inspector',
  'more',
] as const
export type TourStop = (typeof TOUR_STOPS)[number]

export interface TourState {
  /** Where the tour stands, from 0; kept from visit to visit while it is not over. */
  readonly place: number
  readonly isOpen: boolean
  /** The visitor has taken, ended or declined it: it is not offered again by itself. */
  readonly isKnown: boolean
}

/** What it is kept under in the browser. */
export const TOUR_KEY = 'tour'
const OVER = 'over'

function stored(): string | null {
  try {
    return localStorage.getItem(TOUR_KEY)
  } catch {
    return null
  }
}

function store(value: string): void {
  try {
    localStorage.setItem(TOUR_KEY, value)
  } catch {
    // Private windows may refuse storage: the tour is then offered at the next visit too.
  }
}

function initial(): TourState {
  const value = stored()
  const place = Number(value ?? 0)
  const isPlace = Number.isInteger(place) && place >= 0 && place < TOUR_STOPS.length
  return { place: isPlace ? place : 0, isOpen: false, isKnown: value !== null }
}

export const tour = createStore<TourState>(initial)

/** Begins, or goes on where it was left. */
export const openTour = (): void => goTo(tour.getState().place)

export function goTo(place: number): void {
  if (place >= TOUR_STOPS.length) {
    tour.setState({ place: 0, isOpen: false, isKnown: true })
    store(OVER)
    return
  }
  tour.setState({ place, isOpen: true, isKnown: true })
  store(String(place))
}

/** Ends it for now; opened again it goes on from here. */
export const leaveTour = (): void => tour.setState({ isOpen: false })

/** The visitor wants none. */
export function declineTour(): void {
  tour.setState({ isKnown: true, isOpen: false })
  store(OVER)
}
