import { type PointerEvent, useEffect, useRef } from 'react'
import { usePlayground } from './playground-context.tsx'

const RELEASES = ['pointerup', 'pointercancel', 'blur', 'pagehide'] as const

/**
 * Calls `released` once: when the pointer is let go anywhere, when the window loses it, or when the returned function is
 * called. An input hears of no release of its own when it is disabled or taken away under the pointer.
 */
export function untilReleased(window: EventTarget, released: () => void): () => void {
  const end = (): void => {
    for (const type of RELEASES) window.removeEventListener(type, hear, { capture: true })
    released()
  }
  const hear = (event: Event): void => {
    // On its way down the window also sees which element loses the focus to the thumb.
    if (event.type !== 'blur' || event.target === window) end()
  }
  for (const type of RELEASES) window.addEventListener(type, hear, { capture: true })
  return end
}

/**
 * Handlers of a range input with which the page knows how long its thumb is held: answers are short meanwhile, and the
 * address and the lens wait.
 * @param letGo called at the end of each hold, and when the input loses the focus
 */
export function useHeldThumb(letGo: () => void = () => undefined) {
  const { mix } = usePlayground()
  const end = useRef<(() => void) | null>(null)
  useEffect(() => () => end.current?.(), [])
  const release = (): void => {
    end.current = null
    mix.setDragging(false)
    letGo()
  }
  const over = (): void => (end.current ?? release)()
  return {
    onPointerDown({ button }: PointerEvent): void {
      // The menu of another button takes the release with it.
      if (button !== 0) return
      end.current?.()
      mix.setDragging(true)
      end.current = untilReleased(window, release)
    },
    onLostPointerCapture: over,
    onBlur: over,
  }
}
