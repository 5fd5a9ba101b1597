import { addGram } from './products.ts'
import type { Grid, Vector, Workspace } from './workspace.ts'

/** Numbers in the workspace that `orthogonaliseRows` needs. */
export const JACOBI_SIZE = 4
const TOLERANCE = 1e-13
const MAX_SWEEPS = 40

/** Rows of P after Jacobi's sweeps. */
export interface OrthogonalRows {
  /** Length of each row. */
  readonly norms: Float64Array
  /** Largest cosine between two rows that are longer than the floor. */
  readonly largestOverlap: number
  /** What is no longer than this is rounding noise. */
  readonly floor: number
}

/**
 * One-sided Jacobi: turns pairs of rows of P, and the same pairs of V, until the rows of P are orthogonal, so
 * that `Pᵀ V` never changes. The Gram matrix that gave V squares the condition number; this restores what
 * that lost of the small singular values. Rows no longer than `noise` times the longest are rounding noise and left
 * alone.
 *
 * @param p `[n, m]`, changed in place.
 * @param v `[n, n]`, changed in place.
 * @param gram `[n, n]`, for the products of all rows; destroyed.
 */
export function orthogonaliseRows(
  work: Workspace,
  p: Grid,
  v: Grid,
  gram: Grid,
  noise: number,
): OrthogonalRows {
  const n = p.rows
  const pair = work.vector(JACOBI_SIZE)
  const norms = new Float64Array(n)
  for (let sweep = 0; ; sweep++) {
    gram.data.fill(0)
    addGram(work, p, gram)
    for (let i = 0; i < n; i++) norms[i] = Math.sqrt(gram.data[i * gram.stride + i] as number)
    const floor = noise * norms.reduce((most, norm) => Math.max(most, norm), 0)
    let largestOverlap = 0
    let turned = 0
    for (let i = 1; i < n; i++) {
      const norm = norms[i] as number
      if (norm <= floor) continue
      const row = i * gram.stride
      for (let j = 0; j < i; j++) {
        const other = norms[j] as number
        if (other <= floor) continue
        const cosine = Math.abs(gram.data[row + j] as number) / (norm * other)
        if (cosine > largestOverlap) largestOverlap = cosine
        if (cosine > TOLERANCE && sweep < MAX_SWEEPS && turn(work, p, v, j, i, pair)) turned++
      }
    }
    if (turned === 0) return { norms, largestOverlap, floor }
  }
}

/** @returns false where the pair has become orthogonal by other turns since the products were taken. */
function turn(work: Workspace, p: Grid, v: Grid, i: number, j: number, pair: Vector): boolean {
  const pi = p.address + 8 * i * p.stride
  const pj = p.address + 8 * j * p.stride
  work.pairProducts(pi, pj, 8 * p.stride, pair.address)
  const [a = 0, b = 0, overlap = 0] = pair.data
  if (overlap === 0 || Math.abs(overlap) <= TOLERANCE * Math.sqrt(a * b)) return false
  const ratio = (b - a) / (2 * overlap)
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio))
  const cosine = 1 / Math.sqrt(1 + tangent * tangent)
  const sine = tangent * cosine
  work.turnPair(pi, pj, 8 * p.stride, cosine, sine)
  work.turnPair(v.address + 8 * i * v.stride, v.address + 8 * j * v.stride, 8 * v.stride, cosine, sine)
  return true
}
