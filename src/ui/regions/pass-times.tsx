import type { CSSProperties } from 'react'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { duration, percent } from '../format.ts'
import { en } from '../messages/en.ts'

interface PassTimesProps {
  /** All in milliseconds. */
  readonly first: number
  readonly second: number
  readonly base: number
}

/** Both passes as one bar, split where the first ends. */
export function PassTimes({ first, second, base }: PassTimesProps) {
  const share = first / Math.max(first + second, Number.EPSILON)
  return (
    <div className="pass-times">
      <SavedDrawing
        title={en.twoPass.timesTitle}
        file="passes"
        csv={[
          [en.twoPass.pass, 'ms'],
          [en.twoPass.bar1, String(first)],
          [en.twoPass.bar2, String(second)],
          [en.base, String(base)],
        ]}
      >
        <div className="split-bar" style={{ '--split': share } as CSSProperties} aria-hidden="true">
          <span>{en.twoPass.bar1}</span>
          <span>{en.twoPass.bar2}</span>
        </div>
      </SavedDrawing>
      <p className="chart-sentence">
        {en.twoPass.times(duration(first), duration(second), percent(share))}{' '}
        <span className="quiet">{en.twoPass.baseTime(duration(base))}</span>
      </p>
    </div>
  )
}
