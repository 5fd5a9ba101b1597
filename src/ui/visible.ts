import { type RefObject, useEffect, useState } from 'react'

/**
 * True while some of the element is in the visible part of the page, or nearly.
 * @param before what holds until the browser has said so
 */
export function useVisible(element: RefObject<Element | null>, before = false): boolean {
  const [visible, setVisible] = useState(before)
  useEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1)
        if (last) setVisible(last.isIntersecting)
      },
      { rootMargin: '100px' },
    )
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return visible
}
