import { type RefObject, useEffect, useState } from 'react'
import { namesPanels } from '../state/lessons/lesson-store.ts'
import { usePart } from './playground-context.tsx'

/**
 * True from the first time the element comes near the visible part of the page; at once where a lesson or a teacher's
 * link names the parts it shows, for it names them because they are needed.
 */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false)
  const isNamed = usePart('lessons', namesPanels)
  useEffect(() => {
    const target = element.current
    if (seen || !target) return
    if (isNamed) {
      setSeen(true)
      return
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
      },
      { rootMargin: '300px' },
    )
    observer.observe(target)
    return () => observer.disconnect()
  }, [element, seen, isNamed])
  return seen
}
