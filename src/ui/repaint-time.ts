import { createStore } from 'zustand/vanilla'

/** Time from the newest slider input to the frame that shows its probabilities, in milliseconds. */
export const repaintTime = createStore<{ readonly ms: number | null }>(() => ({ ms: null }))

const MARK = 'slider-input'
const MEASURE = 'slider-to-probabilities'

/** To be called when a slider's value has changed. */
export function markSliderInput(): void {
  if (performance.getEntriesByName(MARK).length === 0) performance.mark(MARK)
}

/** To be called when new probabilities have been put on the page: measures once the frame is out. */
export function markRepainted(): void {
  const [mark] = performance.getEntriesByName(MARK)
  if (!mark) return
  performance.clearMarks(MARK)
  requestAnimationFrame(() => {
    setTimeout(() => {
      const measure = performance.measure(MEASURE, { start: mark.startTime })
      // Observers have it; the browser would keep it for as long as the page is open.
      performance.clearMeasures(MEASURE)
      repaintTime.setState({ ms: measure.duration })
    })
  })
}
