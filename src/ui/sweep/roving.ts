import { type KeyboardEvent, type RefObject, useState } from 'react'

/**
 * One tab stop for a grid of points: arrow keys, Home and End move the focus among elements marked `data-point`.
 * @param columns points of a row
 */
export function useRoving(
  frame: RefObject<HTMLElement | null>,
  columns: number,
  count: number,
  start: number,
) {
  const [at, setAt] = useState<number | null>(null)
  const present = Math.max(0, Math.min(count - 1, at ?? start))
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const column = present % columns
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: column > 0 ? -1 : 0,
      ArrowRight: column < columns - 1 ? 1 : 0,
      ArrowUp: -columns,
      ArrowDown: columns,
      Home: -column,
      End: columns - 1 - column,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = present + step
    if (next < 0 || next >= count) return
    setAt(next)
    frame.current?.querySelector<HTMLElement>(`[data-point="${next}"]`)?.focus()
  }
  const tabIndex = (point: number): 0 | -1 => (point === present ? 0 : -1)
  return { onKeyDown, tabIndex, onFocus: setAt }
}
