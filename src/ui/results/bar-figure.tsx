import type { CSSProperties } from 'react'
import type { Measured, ResultTable, Unit } from '../../adapt/experiment-result.ts'
import { useTold } from '../use-teller.ts'
import { bareText, headText, unitText } from './cell-text.ts'
import { toneOf } from './kind.ts'

/** More fields side by side leave no room for the bars. */
const MOST_COLUMNS = 4

/** One field a column, one bar a row: mean, 95 % interval, a dot for each seed, and a line at the base's bar. */
export function BarFigure({ table }: { readonly table: ResultTable }) {
  const drawn = table.columns.flatMap(({ unit }, index) => (unit === 'number' ? [] : [index]))
  const blocks = Math.ceil(drawn.length / MOST_COLUMNS)
  const size = Math.ceil(drawn.length / blocks)
  return (
    <div className="bar-figure" aria-hidden="true">
      {Array.from({ length: blocks }, (_, block) => (
        <Bars key={drawn[block * size]} table={table} drawn={drawn.slice(block * size, (block + 1) * size)} />
      ))}
    </div>
  )
}

function Bars({ table, drawn }: { readonly table: ResultTable; readonly drawn: readonly number[] }) {
  const { columns, rows } = table
  const told = useTold()
  const fields = drawn.flatMap((index) => {
    const column = columns[index]
    return column ? [{ ...column, index, top: topOf(table, column.unit), base: baseOf(table, index) }] : []
  })
  return (
    <div className="bar-block" style={{ '--columns': fields.length } as CSSProperties}>
      <div className="bar-row bar-heads">
        <span />
        {fields.map(({ name, unit }) => (
          <span key={name}>{headText(told(name), unit)}</span>
        ))}
      </div>
      {rows.map(({ name, cells }) => (
        <div key={name} className="bar-row" data-tone={toneOf(name)}>
          <span className="bar-name">
            {told(name)}
            {columns.map((column, index) => {
              const cell = column.unit === 'number' ? cells[index] : null
              return cell ? (
                <span key={column.name} className="bar-said">
                  {`${unitText(cell.value, 'number')} ${told(column.name)}`}
                </span>
              ) : null
            })}
          </span>
          {fields.map(({ name: column, unit, index, top, base }) => (
            <Bar key={column} cell={cells[index] ?? null} unit={unit} top={top} base={base} />
          ))}
        </div>
      ))}
    </div>
  )
}

/** Percent reach to 100, times to the longest of the table. */
function topOf({ columns, rows }: ResultTable, unit: Unit): number {
  const values = rows.flatMap(({ cells }) =>
    cells.flatMap((cell, index) =>
      cell && columns[index]?.unit === unit
        ? [cell.value, ...(cell.runs ?? []), cell.interval?.[1] ?? 0]
        : [],
    ),
  )
  return Math.max(unit === 'percent' ? 1 : 0, ...values) || 1
}

function baseOf({ rows }: ResultTable, index: number): number | null {
  return rows.find(({ name }) => name.startsWith('base'))?.cells[index]?.value ?? null
}

interface BarProps {
  readonly cell: Measured | null
  readonly unit: Unit
  /** What the field's right end stands for. */
  readonly top: number
  readonly base: number | null
}

function Bar({ cell, unit, top, base }: BarProps) {
  if (!cell) return <span className="bar-cell bar-none">–</span>
  const at = (value: number) => `${(100 * Math.max(0, value)) / top}%`
  const [low, high] = cell.interval ?? [cell.value, cell.value]
  return (
    <span className="bar-cell">
      <span className={cell.runs ? 'bar-track has-runs' : 'bar-track'}>
        {cell.value > 0 && <span className="bar-fill" style={{ width: at(cell.value) }} />}
        {base !== null && <span className="bar-base" style={{ left: at(base) }} />}
        {cell.interval && <span className="bar-whisker" style={{ left: at(low), width: at(high - low) }} />}
        {cell.runs?.map((run, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run is its place
          <span key={index} className="bar-run" style={{ left: at(run) }} />
        ))}
      </span>
      <span className="bar-value">{bareText(cell.value, unit)}</span>
    </span>
  )
}
