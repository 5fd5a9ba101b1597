import { useId } from 'react'
import type { Measured, ResultTable, Unit } from '../../adapt/experiment-result.ts'
import { en } from '../messages/en.ts'
import { useTold } from '../use-teller.ts'
import { bareText, headText } from './cell-text.ts'

const words = en.results

interface ResultsTableProps {
  readonly caption: string
  readonly tables: readonly ResultTable[]
  /** Leaves the single seeds out. */
  readonly brief?: boolean
}

/** Several tables of results as one, each a group of rows under its own heads. */
export function ResultsTable({ caption, tables, brief = false }: ResultsTableProps) {
  const widest = Math.max(...tables.map(({ columns }) => columns.length))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="data-table results-table">
        <caption className="visually-hidden">{caption}</caption>
        {tables.map((table) => (
          <Group key={table.caption} table={table} widest={widest} brief={brief} />
        ))}
      </table>
    </div>
  )
}

interface GroupProps {
  readonly table: ResultTable
  readonly widest: number
  readonly brief: boolean
}

/** Every cell names its heads: the heads of the groups above it are not its own. */
function Group({ table: { caption, columns, rows }, widest, brief }: GroupProps) {
  const id = useId()
  const told = useTold()
  const missing = widest - columns.length
  return (
    <tbody>
      <tr>
        <th id={id} className="results-group" colSpan={widest + 1}>
          <span className="group-name">{told(caption)}</span>
        </th>
      </tr>
      <tr>
        <th id={`${id}row`} headers={id}>
          <span className="visually-hidden">{words.row}</span>
        </th>
        {columns.map(({ name, unit }, index) => (
          <th key={name} id={`${id}c${index}`} headers={id}>
            {headText(told(name), unit)}
          </th>
        ))}
        {missing > 0 && <td colSpan={missing} />}
      </tr>
      {rows.map(({ name, cells }, row) => (
        <tr key={name}>
          <th id={`${id}r${row}`} headers={`${id} ${id}row`}>
            {told(name)}
          </th>
          {columns.map((column, index) => (
            <td key={column.name} headers={`${id} ${id}r${row} ${id}c${index}`}>
              <Cell cell={cells[index] ?? null} unit={column.unit} brief={brief} />
            </td>
          ))}
          {missing > 0 && <td colSpan={missing} />}
        </tr>
      ))}
    </tbody>
  )
}

interface CellProps {
  readonly cell: Measured | null
  readonly unit: Unit
  readonly brief: boolean
}

/** All that its mark in the chart shows: the mean, its interval, and every seed. */
function Cell({ cell, unit, brief }: CellProps) {
  if (!cell) return '–'
  const text = (value: number) => bareText(value, unit)
  const { value, interval, runs } = cell
  return (
    <>
      {text(value)}
      {interval && (
        <span className="cell-more">{` ${words.range(text(interval[0]), text(interval[1]))}`}</span>
      )}
      {runs && !brief && (
        <span className="cell-more">{` ${words.runs(runs.map(text).join(en.separator))}`}</span>
      )}
    </>
  )
}
