import { gramOfRows } from './matrix-product.ts'

const TOLERANCE = 1e-13
const MAX_SWEEPS = 40

/**
 * One-sided Jacobi: turns pairs of rows of P, and the same pairs of V, until the rows of P are orthogonal, so
 * that `Pᵀ V` never changes. The Gram matrix that gave V squares the condition number; this restores what
 * that lost of the small singular values. Rows no longer than `floor` are rounding noise and left alone.
 *
 * @param p `[n, m]` row major, changed in place.
 * @param v `[n, n]` row major, changed in place.
 */
export function orthogonaliseRows(
  p: Float64Array,
  m: number,
  v: Float64Array,
  n: number,
  floor: number,
): void {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const gram = gramOfRows(p, n, m)
    let turned = false
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const a = gram[i * n + i] as number
        const b = gram[j * n + j] as number
        if (Math.min(a, b) <= floor * floor) continue
        if (Math.abs(gram[i * n + j] as number) <= TOLERANCE * Math.sqrt(a * b)) continue
        turned = turnPair(p, m, v, n, i, j) || turned
      }
    }
    if (!turned) return
  }
}

function turnPair(p: Float64Array, m: number, v: Float64Array, n: number, i: number, j: number): boolean {
  let a = 0
  let b = 0
  let overlap = 0
  for (let k = 0; k < m; k++) {
    const x = p[i * m + k] as number
    const y = p[j * m + k] as number
    a += x * x
    b += y * y
    overlap += x * y
  }
  if (overlap === 0 || Math.abs(overlap) <= TOLERANCE * Math.sqrt(a * b)) return false
  const ratio = (b - a) / (2 * overlap)
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = tangent * cosine
  turn(p, m, i, j, cosine, sine)
  turn(v, n, i, j, cosine, sine)
  return true
}

function turn(rows: Float64Array, width: number, i: number, j: number, cosine: number, sine: number): void {
  for (let k = 0; k < width; k++) {
    const x = rows[i * width + k] as number
    const y = rows[j * width + k] as number
    rows[i * width + k] = cosine * x - sine * y
    rows[j * width + k] = sine * x + cosine * y
  }
}
