import type { ResultTable } from '../../adapt/experiment-result.ts'
import { localised } from '../format.ts'
import { en } from '../messages/en.ts'
import { placesOf } from './axis.ts'
import { barSentence, sentence, topOf } from './bar-sentence.ts'
import { type Entry, listText, unitText } from './cell-text.ts'
import { isRight, kindOf, SUMMARY_COLUMN } from './kind.ts'

const words = en.results

const asItIs = (name: string): string => name
type Told = (name: string) => string

/**
 * What a table shows now, computed from it: the one sentence beside its figure.
 * @param told names of rows and columns in the language of the page
 */
export function figureSentence(table: ResultTable, told: Told = asItIs): string {
  if (table.figure === 'lines') return lineSentence(table, told)
  if (table.figure === 'matrix') return matrixSentence(table, told)
  if (table.figure === 'stack') return stackSentence(table, told)
  return barSentence(table, told)
}

function lineSentence(table: ResultTable, told: Told): string {
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
      return words.line(told(name), from ?? '', to ?? '') + peak
    }),
  )
}

function matrixSentence({ columns, rows }: ResultTable, told: Told): string {
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
    listText(right.filter((cell) => text(cell.share) === text(share)).map(({ row }) => told(row)))
  return sentence([
    least && most
      ? words.sorted(rowsAt(least.share), text(least.share), rowsAt(most.share), text(most.share))
      : '',
    worst && worst.share > 0
      ? words.confused(told(worst.row), told(worst.said), text(worst.share))
      : words.neverConfused,
  ])
}

function stackSentence({ columns, rows }: ResultTable, told: Told): string {
  return sentence(
    rows.map(({ name, cells }) => {
      const entries = columns.flatMap(({ name: part, unit }, index): Entry[] => {
        const cell = cells[index]
        return cell && unit === 'percent' ? [{ name: part, unit, cell }] : []
      })
      const top = topOf(entries)
      if (!top[0]) return ''
      return words.stacked(
        told(name),
        listText(top.map((entry) => told(entry.name))),
        unitText(top[0].cell.value, 'percent'),
      )
    }),
  )
}
