import { type Grid, vectorSize, type Workspace } from './workspace.ts'

/** `T = Qᵀ A Q` with `beside[k] = T[k, k−1]`. */
export interface Tridiagonal {
  readonly diagonal: Float64Array
  readonly beside: Float64Array
}

/** Numbers in the workspace that `tridiagonalise` needs. */
export function tridiagonaliseSize(n: number): number {
  return 3 * vectorSize(n)
}

/**
 * Householder tridiagonalisation (Golub and Van Loan, Matrix Computations, §8.3.1), from the last row up. The rank-two
 * update that each reflector asks for waits for the next one's product, so that A is read once a step.
 *
 * @param a symmetric, of which the lower triangle is read; destroyed.
 * @param q becomes `Qᵀ`.
 */
export function tridiagonalise(work: Workspace, a: Grid, q: Grid): Tridiagonal {
  const n = a.rows
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  const scales = new Float64Array(n)
  // Reflector and correction of the step before, and room for the product of this one.
  const v = work.vector(n)
  let w = work.vector(n)
  let y = work.vector(n)
  for (let k = n - 1; k >= 1; k--) {
    const row = a.data.subarray(k * a.stride, (k + 1) * a.stride)
    const address = a.address + 8 * k * a.stride
    updateRow(row, k, v.data, w.data)
    diagonal[k] = row[k] as number
    const { target, scale } = makeReflector(row, k)
    beside[k] = target
    scales[k] = scale
    // Row k is done with: the kernel, which takes rows in pairs, must leave it as it is.
    v.data[k] = 0
    w.data[k] = 0
    work.updateAndMultiply(a.address, 8 * a.stride, address, v.address, w.address, address, y.address)
    makeCorrection(row, k, y.data, scale)
    for (let j = 0; j < k; j++) v.data[j] = row[j] as number
    const spent = w
    w = y
    y = spent
  }
  const first = a.data.subarray(0, 1)
  updateRow(first, 0, v.data, w.data)
  diagonal[0] = first[0] as number
  accumulate(work, a, q, scales)
  return { diagonal, beside }
}

/** Row k's share of `A −= v wᵀ + w vᵀ`, up to its diagonal. */
function updateRow(row: Float64Array, k: number, v: Float64Array, w: Float64Array): void {
  const vk = v[k] as number
  const wk = w[k] as number
  for (let j = 0; j <= k; j++) row[j] = (row[j] as number) - (vk * (w[j] as number) + wk * (v[j] as number))
}

/**
 * Turns the first k numbers of a row into the reflector `I − scale v vᵀ` that leaves only the last of them, which
 * becomes `target`; the rest of the row becomes 0.
 */
function makeReflector(row: Float64Array, k: number): { target: number; scale: number } {
  let tail = 0
  for (let j = 0; j < k - 1; j++) tail += (row[j] as number) ** 2
  const lead = row[k - 1] as number
  if (tail === 0) {
    row.fill(0)
    return { target: lead, scale: 0 }
  }
  row.fill(0, k)
  const norm = Math.sqrt(tail + lead * lead)
  const target = lead > 0 ? -norm : norm
  row[k - 1] = lead - target
  return { target, scale: 2 / (tail + (lead - target) ** 2) }
}

/** `w = scale (y − scale/2 (yᵀv) v)` in the place of `y = A v`. */
function makeCorrection(v: Float64Array, k: number, y: Float64Array, scale: number): void {
  let overlap = 0
  for (let j = 0; j < k; j++) overlap += (y[j] as number) * (v[j] as number)
  const correction = (scale / 2) * overlap
  for (let j = 0; j < k; j++) y[j] = scale * ((y[j] as number) - correction * (v[j] as number))
  y.fill(0, k)
}

/** `Qᵀ`, the product of the reflectors in the order 1, 2, … n − 1, of which two are applied at a time. */
function accumulate(work: Workspace, a: Grid, q: Grid, scales: Float64Array): void {
  for (let i = 0; i < q.rows; i++) q.data[i * q.stride + i] = 1
  for (let k = 1; k < a.rows; k += 2) {
    // The last of an odd number comes with itself and a scale of 0.
    const next = Math.min(k + 1, a.rows - 1)
    const first = k * a.stride
    const second = next * a.stride
    let cross = 0
    for (let j = 0; j < k; j++) cross += (a.data[first + j] as number) * (a.data[second + j] as number)
    work.reflectRows(
      q.address,
      8 * q.stride,
      q.address + 8 * next * q.stride,
      a.address + 8 * first,
      a.address + 8 * second,
      16 * Math.ceil(next / 2),
      scales[k] as number,
      next === k ? 0 : (scales[next] as number),
      cross,
    )
  }
}
