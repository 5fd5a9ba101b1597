import { type ReactNode, useRef } from 'react'
import { useWidth } from './chart-size.ts'

interface MeasuredProps {
  /** Class of the place. */
  readonly className: string
  readonly children: (width: number) => ReactNode
}

/** Draws a plot as wide as its place. */
export function Measured({ className, children }: MeasuredProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  return (
    <div ref={frame} className={className}>
      {width > 0 && children(width)}
    </div>
  )
}
