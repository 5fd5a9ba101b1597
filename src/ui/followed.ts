import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Nearer to its end than this, a text counts as read to the end. */
const NEAR_PX = 32

/** Scrolls a box along with the text that grows in it, unless the reader has gone back in it. */
export function useFollowed(length: number, growing: boolean): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)

  useEffect(() => {
    const element = box.current
    if (!element || !growing) return
    atEnd.current = true
    const look = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [growing])

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new token makes the text longer
  useLayoutEffect(() => {
    if (growing && atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [length, growing])

  return box
}
