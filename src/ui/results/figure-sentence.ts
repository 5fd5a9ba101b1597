import type { ResultTable } from '../../adapt/experiment-result.ts'
import { localised } from '../format.ts'
import { en } from '../messages/en.ts'
import { placesOf } from './axis.ts'
import { barSentence, sentence, topOf } from './bar-sentence.ts'
import { type Entry, listText, unitText } from './cell-text.ts'
import { isRight, kindOf, SUMMARY_COLUMN } from './kind.ts'

const words = en.results

/** What a table shows now, computed from it: the one sentence beside its figure. */
export function figureSentence(table: ResultTable): string {
  if (table.figure === 'lines') return lineSentence(table)
  if (table.figure === 'matrix') return matrixSentence(table)
  if (table.figure === 'stack') return stackSentence(table)
  return barSentence(table)
}

function lineSentence(table: ResultTable): string {
  const places = placesOf(table)
  return sentence(
    table.rows.map(({ name, cells }) => {
      const points = places.flatMap(({ at, index }) => {
        const cell = cells[index]
        return cell ? [{ at, value: cell.value }] : []
      })
      const [first, last] = [points[0], points.at(-1)]
      if (!first || !last) return ''
      const best = points.reduce((top, point) => (point.value > top.value ? point : top))
      const [from, to, most] = [first, last, best].map(({ value }) => unitText(value, 'percent'))
      const peak = most === to ? '' : words.peak(most ?? '', localised(String(best.at)))
      return words.line(name, from ?? '', to ?? '') + peak
    }),
  )
}

function matrixSentence({ columns, rows }: ResultTable): string {
  const cells = rows.flatMap((row) =>
    columns.flatMap(({ name: said }, index) => {
      const share = row.cells[index]?.value
      return share === undefined || said === SUMMARY_COLUMN ? [] : [{ row: row.name, said, share }]
    }),
  )
  const ofShare = (right: boolean) =>
    cells
      .filter(({ row, said }) => (kindOf(row) !== null && isRight(row, said)) === right)
      .sort((a, b) => a.share - b.share)
  const [right, wrong] = [ofShare(true), ofShare(false)]
  const [least, most, worst] = [right[0], right.at(-1), wrong.at(-1)]
  const text = (share: number) => unitText(share, 'percent')
  const rowsAt = (share: number) =>
    listText(right.filter((cell) => text(cell.share) === text(share)).map(({ row }) => row))
  return sentence([
    least && most
      ? words.sorted(rowsAt(least.share), text(least.share), rowsAt(most.share), text(most.share))
      : '',
    worst && worst.share > 0 ? words.confused(worst.row, worst.said, text(worst.share)) : words.neverConfused,
  ])
}

function stackSentence({ columns, rows }: ResultTable): string {
  return sentence(
    rows.map(({ name, cells }) => {
      const entries = columns.flatMap(({ name: part, unit }, index): Entry[] => {
        const cell = cells[index]
        return cell && unit === 'percent' ? [{ name: part, unit, cell }] : []
      })
      const top = topOf(entries)
      if (!top[0]) return ''
      return words.stacked(
        name,
        listText(top.map((entry) => entry.name)),
        unitText(top[0].cell.value, 'percent'),
      )
    }),
  )
}
