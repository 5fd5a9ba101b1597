import { useState } from 'react'
import { sweepSummary } from '../../state/sweep-reading.ts'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { useThrottled } from '../throttled.ts'
import { AccuracyCurve } from './accuracy-curve.tsx'
import { PointGrid } from './point-grid.tsx'
import { accuracyText, whereText } from './point-text.ts'
import type { PointsProps } from './points-props.ts'
import { accuracySentence } from './sweep-sentence.ts'

const words = en.sweep

/** Right answers point by point: a curve over one α, a map over two. */
export function AccuracySection(props: PointsProps) {
  const { run, points, here } = props
  const [pointed, setPointed] = useState<number | null>(null)
  const shown = points[pointed ?? here] ?? points[here] ?? sweepSummary(points).best
  const follow = { ...props, onPoint: ({ index }: { readonly index: number }) => setPointed(index) }
  const sentence = useThrottled(accuracySentence(run, points), 1000)
  return (
    <div className="sweep-section">
      <h3>{words.accuracy}</h3>
      <p className="chart-sentence" aria-live="polite">
        {sentence}
      </p>
      {run.second ? (
        <PointGrid
          {...follow}
          label={words.accuracy}
          className="sweep-map"
          wordsOf={(point) => words.point(whereText(run, point), accuracyText(point))}
          share={({ accuracy }) => accuracy?.share ?? 0}
          cell={({ accuracy, impossible }) =>
            accuracy ? Math.round(100 * accuracy.share) : impossible ? '×' : '·'
          }
        />
      ) : (
        <AccuracyCurve {...follow} />
      )}
      {shown && <p className="sweep-readout">{words.point(whereText(run, shown), accuracyText(shown))}</p>}
      <p className="quiet">
        {run.second ? words.mapHow(percent(0), percent(1)) : words.bars} {words.shared}
      </p>
    </div>
  )
}
