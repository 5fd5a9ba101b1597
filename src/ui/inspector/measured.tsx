import { type ReactNode, useRef } from 'react'
import { useWidth } from '../charts/chart-size.ts'

/** Draws a plot as wide as its place. */
export function Measured({ children }: { readonly children: (width: number) => ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  return (
    <div ref={frame} className="curve-frame">
      {width > 0 && children(width)}
    </div>
  )
}
