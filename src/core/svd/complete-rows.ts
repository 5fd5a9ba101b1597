import type { Grid } from './workspace.ts'

/**
 * Fills the rows from `from` on so that all rows are orthonormal. Each new row starts as the unit vector that
 * the rows so far represent worst, so what remains of it after projection is never small.
 *
 * @param grid no more rows than columns; rows before `from` are orthonormal.
 */
export function completeRows({ data, rows: count, columns: width, stride }: Grid, from: number): void {
  const rows = Array.from({ length: count }, (_, row) => data.subarray(row * stride, row * stride + width))
  const covered = new Float64Array(width)
  for (const row of rows.slice(0, from)) addSquares(covered, row)
  for (let i = from; i < count; i++) {
    const row = rows[i] as Float64Array
    let axis = 0
    for (let k = 1; k < width; k++) if ((covered[k] as number) < (covered[axis] as number)) axis = k
    row.fill(0)
    row[axis] = 1
    // Twice: the second projection removes the rounding error of the first (Kahan and Parlett).
    for (const _ of [1, 2]) for (const other of rows.slice(0, i)) removeProjection(row, other)
    let square = 0
    for (const value of row) square += value * value
    const norm = Math.sqrt(square)
    for (let k = 0; k < width; k++) row[k] = (row[k] as number) / norm
    addSquares(covered, row)
  }
}

function addSquares(covered: Float64Array, row: Float64Array): void {
  for (let k = 0; k < row.length; k++) covered[k] = (covered[k] as number) + (row[k] as number) ** 2
}

function removeProjection(row: Float64Array, other: Float64Array): void {
  let overlap = 0
  for (let k = 0; k < row.length; k++) overlap += (row[k] as number) * (other[k] as number)
  if (overlap === 0) return
  for (let k = 0; k < row.length; k++) row[k] = (row[k] as number) - overlap * (other[k] as number)
}
