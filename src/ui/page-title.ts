import { useEffect } from 'react'

/** Names the tab; null leaves its name to somebody else. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = title
  }, [title])
}
