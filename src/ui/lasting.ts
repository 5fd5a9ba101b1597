import { useEffect, useState } from 'react'

/** True once something has gone on for so long; false at once when it ends. */
export function useLasting(going: boolean, ms: number): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    if (!going) return
    const timer = setTimeout(() => setLong(true), ms)
    return () => clearTimeout(timer)
  }, [going, ms])
  return long && going
}
