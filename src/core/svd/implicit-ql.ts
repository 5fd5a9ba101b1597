import { PANEL_COLUMNS, PANEL_ROW_BYTES } from './kernels/sweep.ts'
import type { Tridiagonal } from './tridiagonal.ts'
import { type Grid, gridSize, type Vector, vectorSize, type Workspace } from './workspace.ts'

/*
 * Implicit QL with Wilkinson's shift (Golub and Van Loan, §8.3.3). The tridiagonal matrix fits the first cache and the
 * rows that turn along do not: so rotations are only written down, and many of them turn a panel of a few columns
 * while it is near.
 */

const MAX_STEPS = 60
/** Rotations that are written down before they turn the rows, for the matrices that people factor. */
const BATCH = 2 ** 17

/** Numbers in the workspace that `diagonalise` needs. */
export function diagonaliseSize(n: number): number {
  return vectorSize(2 * batchOf(n)) + gridSize(n, PANEL_COLUMNS)
}

function batchOf(n: number): number {
  return Math.max(4 * n, Math.min(BATCH, n * n))
}

/**
 * Turns the rows of q, from `Qᵀ` with `T = Qᵀ A Q`, into eigenvectors of A. Where QL does not converge they are still
 * orthonormal, and the caller's Jacobi sweeps finish the work.
 */
export function diagonalise(work: Workspace, { diagonal, beside }: Tridiagonal, q: Grid): void {
  const n = q.rows
  const off = new Float64Array(n)
  off.set(beside.subarray(1))
  const rotations = work.vector(2 * batchOf(n))
  const panel = work.grid(n, PANEL_COLUMNS)
  let sweeps: Sweep[] = []
  let used = 0
  const flush = () => {
    applySweeps(work, sweeps, rotations, panel, q)
    sweeps = []
    used = 0
  }
  for (let l = 0; l < n; l++) {
    for (let step = 0; step < MAX_STEPS; step++) {
      const m = endOfBlock(diagonal, off, l)
      if (m === l) break
      if (used + 2 * (m - l) > rotations.data.length) flush()
      const first = qlStep(diagonal, off, l, m, rotations.data, used)
      sweeps.push({ first, last: m, from: used })
      used += 2 * (m - first)
    }
  }
  flush()
}

interface Sweep {
  readonly first: number
  readonly last: number
  /** Where its rotations start. */
  readonly from: number
}

/** The first place from l on where the matrix falls apart. */
function endOfBlock(d: Float64Array, e: Float64Array, l: number): number {
  let m = l
  while (m < d.length - 1) {
    const size = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number)
    if (Math.abs(e[m] as number) <= Number.EPSILON * size) break
    m++
  }
  return m
}

/**
 * One sweep of rotations from row m up to row l, written down as pairs (cosine, sine).
 * @returns the row that it got to: l, or a later one where the matrix fell apart on the way.
 */
function qlStep(
  d: Float64Array,
  e: Float64Array,
  l: number,
  m: number,
  rotations: Float64Array,
  from: number,
): number {
  const below = e[l] as number
  const ratio = ((d[l + 1] as number) - (d[l] as number)) / (2 * below)
  const root = hypotenuse(ratio, 1)
  let g = (d[m] as number) - (d[l] as number) + below / (ratio + (ratio < 0 ? -root : root))
  let sine = 1
  let cosine = 1
  let shift = 0
  let place = from
  for (let i = m - 1; i >= l; i--) {
    const f = sine * (e[i] as number)
    const b = cosine * (e[i] as number)
    const r = hypotenuse(f, g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - shift
      e[m] = 0
      return i + 1
    }
    sine = f / r
    cosine = g / r
    g = (d[i + 1] as number) - shift
    const t = ((d[i] as number) - g) * sine + 2 * cosine * b
    shift = sine * t
    d[i + 1] = g + shift
    g = cosine * t - b
    rotations[place++] = cosine
    rotations[place++] = sine
  }
  d[l] = (d[l] as number) - shift
  e[l] = g
  e[m] = 0
  return l
}

/** `√(a² + b²)` without overflow; unlike Math.hypot the same on every engine. */
function hypotenuse(a: number, b: number): number {
  const large = Math.max(Math.abs(a), Math.abs(b))
  if (large === 0) return 0
  const ratio = Math.min(Math.abs(a), Math.abs(b)) / large
  return large * Math.sqrt(1 + ratio * ratio)
}

function applySweeps(
  work: Workspace,
  sweeps: readonly Sweep[],
  rotations: Vector,
  panel: Grid,
  q: Grid,
): void {
  const stride = PANEL_COLUMNS
  for (let left = 0; left < q.columns; left += stride) {
    const width = Math.min(stride, q.stride - left)
    copyColumns(q.data, left, q.stride, panel.data, 0, stride, q.rows, width)
    for (const { first, last, from } of sweeps) {
      work.sweep(
        panel.address + first * PANEL_ROW_BYTES,
        panel.address + last * PANEL_ROW_BYTES,
        rotations.address + 8 * from,
      )
    }
    copyColumns(panel.data, 0, stride, q.data, left, q.stride, q.rows, width)
  }
}

function copyColumns(
  source: Float64Array,
  sourceStart: number,
  sourceStride: number,
  target: Float64Array,
  targetStart: number,
  targetStride: number,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const from = sourceStart + row * sourceStride
    const to = targetStart + row * targetStride
    for (let k = 0; k < width; k++) target[to + k] = source[from + k] as number
  }
}
