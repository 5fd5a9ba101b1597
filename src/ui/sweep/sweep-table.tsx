import type { SweepPoint } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'
import { DataTable } from '../controls/data-table.tsx'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.sweep

/** One row a point: the charts in numbers. */
export function SweepTable({
  run,
  points,
}: {
  readonly run: SweepRun
  readonly points: readonly SweepPoint[]
}) {
  const { first, second, task } = run
  return (
    <DataTable
      caption={words.heading}
      columns={[
        ...[first, ...(second ? [second] : [])].map(({ name }) => words.axis(name)),
        ...(task ? [words.columnCorrect, words.columnInterval] : []),
        words.columnAnswer,
      ]}
      rows={points.map((point) => ({
        key: String(point.index),
        cells: [
          alphaText(point.alpha),
          ...(point.second === null ? [] : [alphaText(point.second)]),
          ...(task ? accuracyCells(point) : []),
          point.answer === null
            ? point.impossible
              ? words.impossible
              : words.waiting
            : `${point.letter}: ${point.answer === '' ? words.pointEmpty : point.answer}${point.cut ? ' …' : ''}`,
        ],
      }))}
    />
  )
}

function accuracyCells({ accuracy }: SweepPoint): readonly string[] {
  if (!accuracy) return ['–', '–']
  const { share, interval } = accuracy
  return [percent(share), words.interval(percent(interval[0]), percent(interval[1]))]
}
