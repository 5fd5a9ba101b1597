import { type RefObject, useEffect } from 'react'

/** Somebody who scrolls by hand decides what is in sight. Milliseconds. */
const HANDS_OFF_MS = 1000

/**
 * Keeps what has the focus of a keyboard from lying under a bar at the top: an answer that comes or goes moves what stands
 * below it, long after the browser has scrolled it into sight.
 */
export function useUncoveredFocus(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame = 0
    let scrolled = Number.NEGATIVE_INFINITY
    const byHand = (): void => {
      scrolled = performance.now()
    }
    const uncover = (): void => {
      const focused = document.activeElement
      if (!focused?.matches(':focus-visible') || performance.now() - scrolled < HANDS_OFF_MS) return
      const { top, bottom } = focused.getBoundingClientRect()
      const edge = bar.current?.getBoundingClientRect().bottom ?? 0
      if (bottom > 0 && top < edge) focused.scrollIntoView({ block: 'nearest' })
    }
    const changed = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(uncover)
    })
    changed.observe(document.body, { childList: true, characterData: true, subtree: true })
    uncover()
    const passive = { passive: true }
    addEventListener('wheel', byHand, passive)
    addEventListener('touchmove', byHand, passive)
    return () => {
      changed.disconnect()
      cancelAnimationFrame(frame)
      removeEventListener('wheel', byHand)
      removeEventListener('touchmove', byHand)
    }
  }, [bar])
}
