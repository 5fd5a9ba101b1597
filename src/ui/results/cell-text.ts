import type { Measured, ResultTable, Unit } from '../../adapt/experiment-result.ts'
import { fixed, localised, percent, whole } from '../format.ts'
import { locale } from '../language.ts'

/** `math, code and reasoning`. */
export function listText(parts: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(parts)
}

/** A number in its unit: `51.2 %`, `3 584`, `0.0031`, `12.40 s`. */
export function unitText(value: number, unit: Unit): string {
  if (unit === 'percent') return percent(value, 1)
  if (unit === 'seconds') return `${fixed(value, 2)}\u202fs`
  return Number.isInteger(value) ? whole(value) : localised(value.toPrecision(2))
}

/** The same number where its column's head says the unit: `51.2`. */
export function bareText(value: number, unit: Unit): string {
  if (unit === 'number') return unitText(value, unit)
  const shown = unit === 'percent' ? 100 * value : value
  return fixed(shown, unit === 'seconds' && shown < 10 ? 2 : 1)
}

/** A column's name with its unit: `math, %`. */
export function headText(name: string, unit: Unit): string {
  return unit === 'number' ? name : `${name}, ${unit === 'percent' ? '%' : 's'}`
}

export interface Entry {
  readonly name: string
  readonly unit: Unit
  readonly cell: Measured
}

/** The cells of one column that were measured, each with the name of its row. */
export function entriesOf({ columns, rows }: ResultTable, index: number): Entry[] {
  const unit = columns[index]?.unit
  return rows.flatMap(({ name, cells }) => {
    const cell = cells[index]
    return cell && unit ? [{ name, unit, cell }] : []
  })
}
