import { type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps a keyboard where it is when its button gives way to another one: what had the focus is gone with `state`,
 * and the first button in its place that Tab would stop at takes over, or the place itself where it has none yet and can have the focus.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, state: string): void {
  const focused = useRef(false)
  useEffect(() => {
    const note = (): void => {
      focused.current = place.current?.contains(document.activeElement) ?? false
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [place])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after every change of the state
  useEffect(() => {
    if (!focused.current || document.activeElement !== document.body) return
    const button = place.current?.querySelector<HTMLElement>('button:not(:disabled, [tabindex="-1"])')
    ;(button ?? place.current)?.focus()
  }, [place, state])
}
