import { useEffect, useState } from 'react'
import { en } from './messages/en.ts'

const PATIENCE_MS = 6000

interface NotAheadProps {
  /** Whether something is being fetched. */
  readonly going: boolean
  /** How much of it has come. */
  readonly bytes: number
}

/** Says so where a download gets no further; the way out stands beside it. */
export function NotAhead({ going, bytes }: NotAheadProps) {
  const [stuckAt, setStuckAt] = useState<number | null>(null)
  useEffect(() => {
    if (!going) return
    const timer = setTimeout(() => setStuckAt(bytes), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [going, bytes])
  if (!going || stuckAt !== bytes) return null
  return (
    <span className="not-ahead" role="status">
      {en.notAhead}
    </span>
  )
}
