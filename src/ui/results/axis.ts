import type { ResultTable } from '../../adapt/experiment-result.ts'

/** Columns of a line figure whose names are numbers are its places. */
export function placesOf({ columns }: ResultTable): { readonly at: number; readonly index: number }[] {
  return columns
    .flatMap(({ name, unit }, index) => {
      const at = Number(name)
      return unit === 'percent' && name.trim() !== '' && Number.isFinite(at) ? [{ at, index }] : []
    })
    .sort((a, b) => a.at - b.at)
}

const STEP = 25

/**
 * Marks of the percent axis, from the multiple of 25 below every value and interval up to 100. Lines, unlike bars,
 * need no zero.
 */
export function marksOf({ columns, rows }: ResultTable): number[] {
  const lows = rows.flatMap(({ cells }) =>
    cells.flatMap((cell, index) =>
      cell && columns[index]?.unit === 'percent' ? [100 * (cell.interval?.[0] ?? cell.value)] : [],
    ),
  )
  const first = STEP * Math.floor(Math.min(100 - STEP, ...lows) / STEP)
  return Array.from({ length: (100 - first) / STEP + 1 }, (_, mark) => first + STEP * mark)
}
