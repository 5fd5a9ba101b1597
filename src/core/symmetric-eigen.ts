/*
 * Eigenvectors of a symmetric matrix: Householder tridiagonalisation, then implicit QL (Golub and Van Loan,
 * Matrix Computations, §8.3), both arranged so that every inner loop runs along a row. Indexed reads are cast
 * instead of defaulted, as in matrix-product.ts.
 */

const MAX_QL_STEPS = 60

/**
 * Orthonormal eigenvectors of a symmetric matrix, as the ROWS of the result, in no particular order.
 *
 * @param a `[n, n]` row major, of which the lower triangle is read; destroyed. Its entries must be finite
 * and far enough from the ends of float64's range to be squared.
 */
export function eigenvectorRows(a: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  const tau = new Float64Array(n)
  tridiagonalise(a, n, diagonal, beside, tau)
  const rows = accumulateReflectors(a, n, tau)
  implicitQl(rows, n, diagonal, beside)
  return rows
}

/**
 * `T = Qᵀ A Q`. Row k of `a` keeps the reflector `I − tau[k] v vᵀ` that cleared it; `beside[k]` is `T[k, k−1]`.
 */
function tridiagonalise(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  tau: Float64Array,
): void {
  const w = new Float64Array(n)
  for (let k = n - 1; k >= 1; k--) {
    const row = k * n
    diagonal[k] = a[row + k] as number
    let tail = 0
    for (let j = 0; j < k - 1; j++) tail += (a[row + j] as number) ** 2
    const lead = a[row + k - 1] as number
    if (tail === 0) {
      beside[k] = lead
      continue
    }
    const norm = Math.sqrt(tail + lead * lead)
    const target = lead > 0 ? -norm : norm
    beside[k] = target
    a[row + k - 1] = lead - target
    const scale = 2 / (tail + (lead - target) ** 2)
    tau[k] = scale
    symmetricTimesRow(a, n, k, w, scale)
    let overlap = 0
    for (let j = 0; j < k; j++) overlap += (a[row + j] as number) * (w[j] as number)
    const correction = (scale / 2) * overlap
    for (let j = 0; j < k; j++) w[j] = (w[j] as number) - correction * (a[row + j] as number)
    for (let i = 0; i < k; i++) {
      const vi = a[row + i] as number
      const wi = w[i] as number
      const target = i * n
      for (let j = 0; j <= i; j++) {
        a[target + j] = (a[target + j] as number) - (vi * (w[j] as number) + wi * (a[row + j] as number))
      }
    }
  }
  diagonal[0] = a[0] as number
}

/** `w = scale · A v` with v in row k and A the leading `k × k` block, from its lower triangle alone. */
function symmetricTimesRow(a: Float64Array, n: number, k: number, w: Float64Array, scale: number): void {
  const row = k * n
  w.fill(0, 0, k)
  for (let i = 0; i < k; i++) {
    const vi = a[row + i] as number
    const source = i * n
    let sum = (a[source + i] as number) * vi
    for (let j = 0; j < i; j++) {
      const value = a[source + j] as number
      sum += value * (a[row + j] as number)
      w[j] = (w[j] as number) + value * vi
    }
    w[i] = (w[i] as number) + sum
  }
  for (let i = 0; i < k; i++) w[i] = (w[i] as number) * scale
}

/** `Qᵀ`, the product of the reflectors in the order 1, 2, … n − 1. */
function accumulateReflectors(a: Float64Array, n: number, tau: Float64Array): Float64Array {
  const rows = new Float64Array(n * n)
  for (let i = 0; i < n; i++) rows[i * n + i] = 1
  for (let k = 1; k < n; k++) {
    const scale = tau[k] as number
    if (scale === 0) continue
    const v = k * n
    for (let i = 0; i < k; i++) {
      const target = i * n
      let overlap = 0
      for (let j = 0; j < k; j++) overlap += (rows[target + j] as number) * (a[v + j] as number)
      overlap *= scale
      for (let j = 0; j < k; j++) {
        rows[target + j] = (rows[target + j] as number) - overlap * (a[v + j] as number)
      }
    }
  }
  return rows
}

/**
 * Diagonalises the tridiagonal matrix, turning the rows along. Where it does not converge the rows are still
 * orthonormal, and the caller's Jacobi sweeps finish the work.
 */
function implicitQl(rows: Float64Array, n: number, d: Float64Array, beside: Float64Array): void {
  const e = new Float64Array(n)
  e.set(beside.subarray(1))
  for (let l = 0; l < n; l++) {
    for (let step = 0; step < MAX_QL_STEPS; step++) {
      let m = l
      while (m < n - 1) {
        const size = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number)
        if (Math.abs(e[m] as number) <= Number.EPSILON * size) break
        m++
      }
      if (m === l) break
      qlStep(rows, n, d, e, l, m)
    }
  }
}

/** One sweep of rotations from row m up to row l with Wilkinson's shift. */
function qlStep(rows: Float64Array, n: number, d: Float64Array, e: Float64Array, l: number, m: number): void {
  const below = e[l] as number
  const ratio = ((d[l + 1] as number) - (d[l] as number)) / (2 * below)
  const root = Math.hypot(ratio, 1)
  let g = (d[m] as number) - (d[l] as number) + below / (ratio + (ratio < 0 ? -root : root))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = m - 1; i >= l; i--) {
    const f = sine * (e[i] as number)
    const b = cosine * (e[i] as number)
    const r = Math.hypot(f, g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - shift
      e[m] = 0
      return
    }
    sine = f / r
    cosine = g / r
    g = (d[i + 1] as number) - shift
    const t = ((d[i] as number) - g) * sine + 2 * cosine * b
    shift = sine * t
    d[i + 1] = g + shift
    g = cosine * t - b
    rotateRows(rows, n, i, cosine, sine)
  }
  d[l] = (d[l] as number) - shift
  e[l] = g
  e[m] = 0
}

function rotateRows(rows: Float64Array, n: number, i: number, cosine: number, sine: number): void {
  const first = i * n
  const second = first + n
  for (let k = 0; k < n; k++) {
    const x = rows[first + k] as number
    const y = rows[second + k] as number
    rows[second + k] = sine * x + cosine * y
    rows[first + k] = cosine * x - sine * y
  }
}
