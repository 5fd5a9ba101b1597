import type { Column, Measured, ResultTable } from '../../adapt/experiment-result.ts'
import { accuracyOf, type Judged } from './summary.ts'

export interface AccuracyRow {
  readonly name: string
  /** How many numbers were trained; null for nothing trained, left out where the table does not ask. */
  readonly numbers?: Measured | null
  /** In the order of the table's families, as far as the row was judged on them. */
  readonly judged: readonly Judged[]
}

/** A column of shares for each name. */
export function percentColumns(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, unit: 'percent' }))
}

/** A row a method and a column a family, after a column of trained numbers where rows have them. */
export function accuracyTable(
  caption: string,
  families: readonly string[],
  rows: readonly AccuracyRow[],
): ResultTable {
  const counts = rows.some(({ numbers }) => numbers !== undefined)
  return {
    caption,
    figure: 'bars',
    columns: [...(counts ? [{ name: 'numbers', unit: 'number' } as const] : []), ...percentColumns(families)],
    rows: rows.map(({ name, numbers = null, judged }) => ({
      name,
      cells: [
        ...(counts ? [numbers] : []),
        ...families.map((_, index) => {
          const own = judged[index]
          return own ? accuracyOf(own) : null
        }),
      ],
    })),
  }
}
