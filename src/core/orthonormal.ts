/**
 * Fills rows `from … count − 1` so that all rows are orthonormal. Each new row starts as the unit vector that
 * the rows so far represent worst, so what remains of it after projection is never small.
 *
 * @param rows `[count, width]` row major with `count ≤ width`; rows before `from` are orthonormal.
 */
export function completeRows(rows: Float64Array, count: number, width: number, from: number): void {
  if (from >= count) return
  const covered = new Float64Array(width)
  for (let i = 0; i < from; i++) addSquares(covered, rows, i, width)
  for (let i = from; i < count; i++) {
    let axis = 0
    for (let k = 1; k < width; k++) if ((covered[k] as number) < (covered[axis] as number)) axis = k
    const target = i * width
    rows.fill(0, target, target + width)
    rows[target + axis] = 1
    // Twice: the second projection removes the rounding error of the first (Kahan and Parlett).
    removeProjections(rows, i, width)
    removeProjections(rows, i, width)
    let square = 0
    for (let k = 0; k < width; k++) square += (rows[target + k] as number) ** 2
    const norm = Math.sqrt(square)
    for (let k = 0; k < width; k++) rows[target + k] = (rows[target + k] as number) / norm
    addSquares(covered, rows, i, width)
  }
}

function addSquares(covered: Float64Array, rows: Float64Array, row: number, width: number): void {
  for (let k = 0; k < width; k++) {
    covered[k] = (covered[k] as number) + (rows[row * width + k] as number) ** 2
  }
}

function removeProjections(rows: Float64Array, row: number, width: number): void {
  const target = row * width
  for (let other = 0; other < row; other++) {
    const source = other * width
    let overlap = 0
    for (let k = 0; k < width; k++) overlap += (rows[target + k] as number) * (rows[source + k] as number)
    if (overlap === 0) continue
    for (let k = 0; k < width; k++) {
      rows[target + k] = (rows[target + k] as number) - overlap * (rows[source + k] as number)
    }
  }
}
