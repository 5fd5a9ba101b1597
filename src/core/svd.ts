import { AppError } from './errors.ts'
import { orthogonaliseRows } from './jacobi.ts'
import { gramOfRows, multiplyTransposed, transpose } from './matrix-product.ts'
import { completeRows } from './orthonormal.ts'
import { eigenvectorRows } from './symmetric-eigen.ts'

/** `W = U diag(sigma) Vᵀ` with `rank = min(out, in)`, in float64. */
export interface ThinSvd {
  /** `[out, rank]`, row major, orthonormal columns. */
  readonly u: Float64Array
  /** `[rank]`, descending, none negative. */
  readonly sigma: Float64Array
  /** `[in, rank]`, row major, orthonormal columns. */
  readonly v: Float64Array
  /** `‖W − U diag(sigma) Vᵀ‖ / ‖W‖` in the Frobenius norm; 0 for a zero matrix. */
  readonly reconstructionError: number
  /** Largest entry of `|UᵀU − I|` and `|VᵀV − I|`. */
  readonly orthogonalityError: number
}

/**
 * Thin singular value decomposition. V comes from the eigenvectors of the smaller Gram matrix; then `P = W V`
 * makes `W = P Vᵀ` hold to rounding for any orthogonal V, even where singular values nearly coincide, and
 * `sigma_i = ‖p_i‖`, `u_i = p_i / sigma_i`. Where `sigma_i` is rounding noise it becomes 0 and `u_i` any unit
 * vector orthogonal to the others.
 *
 * @param w `[out, in]`, row major.
 * @throws AppError `numeric` for a number that is not finite, `bad-input` for sizes that do not fit.
 */
export function thinSvd(w: Float32Array | Float64Array, out: number, in_: number): ThinSvd {
  if (
    !(Number.isSafeInteger(out) && Number.isSafeInteger(in_)) ||
    out < 1 ||
    in_ < 1 ||
    w.length !== out * in_
  ) {
    throw new AppError('bad-input', `A matrix of ${out} × ${in_} does not have ${w.length} numbers.`)
  }
  const { scaled, exponent } = scaleToUnit(w)
  const isTall = out >= in_
  const m = isTall ? out : in_
  const n = isTall ? in_ : out
  const flipped = transpose(scaled, out, in_)
  // From here on the matrix is `tall [m, n]` with m ≥ n.
  const tall = isTall ? scaled : flipped
  const wide = isTall ? flipped : scaled
  const right = eigenvectorRows(gramOfRows(wide, n, m), n)
  const products = multiplyTransposed(right, n, tall, m, n)
  const floor = Number.EPSILON * m * longestRow(products, n, m)
  orthogonaliseRows(products, m, right, n, floor)
  const { left, sigma, rightSorted } = normalise(products, m, right, n, floor)

  const leftColumns = transpose(left, n, m)
  const rightColumns = transpose(rightSorted, n, n)
  const reconstructionError = relativeResidual(tall, leftColumns, m, sigma, rightColumns, n)
  const orthogonalityError = Math.max(unitError(left, n, m), unitError(rightSorted, n, n))
  const unscaled = sigma.map((value) => timesPowerOfTwo(value, exponent))
  if (unscaled[0] === Number.POSITIVE_INFINITY) {
    throw new AppError('numeric', 'The largest singular value does not fit into a 64-bit number.')
  }
  return isTall
    ? { u: leftColumns, sigma: unscaled, v: rightColumns, reconstructionError, orthogonalityError }
    : { u: rightColumns, sigma: unscaled, v: leftColumns, reconstructionError, orthogonalityError }
}

/** Brings the largest magnitude near 1 by a power of two, which rounds nothing, so that squares neither overflow nor vanish. */
function scaleToUnit(w: Float32Array | Float64Array): { scaled: Float64Array; exponent: number } {
  let largest = 0
  for (const value of w) {
    const size = Math.abs(value)
    if (!(size < Number.POSITIVE_INFINITY)) {
      throw new AppError(
        'numeric',
        'The matrix holds a number that is not finite, so it has no singular values.',
      )
    }
    if (size > largest) largest = size
  }
  const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest))
  return { scaled: Float64Array.from(w, (value) => timesPowerOfTwo(value, -exponent)), exponent }
}

/** In two steps, because 2^1074 alone is not a finite number. */
function timesPowerOfTwo(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2)
  return value * 2 ** half * 2 ** (exponent - half)
}

function longestRow(rows: Float64Array, count: number, width: number): number {
  let longest = 0
  for (let i = 0; i < count; i++) longest = Math.max(longest, rowNorm(rows, i, width))
  return longest
}

function rowNorm(rows: Float64Array, row: number, width: number): number {
  let sum = 0
  for (let k = row * width; k < (row + 1) * width; k++) sum += (rows[k] as number) ** 2
  return Math.sqrt(sum)
}

/** Splits P into lengths and directions, longest first. */
function normalise(products: Float64Array, m: number, right: Float64Array, n: number, floor: number) {
  const norms = Float64Array.from({ length: n }, (_, i) => rowNorm(products, i, m))
  const order = Array.from(norms.keys()).sort((i, j) => (norms[j] as number) - (norms[i] as number) || i - j)
  const left = new Float64Array(n * m)
  const rightSorted = new Float64Array(n * n)
  const sigma = new Float64Array(n)
  let rank = 0
  order.forEach((source, place) => {
    rightSorted.set(right.subarray(source * n, (source + 1) * n), place * n)
    const norm = norms[source] as number
    if (norm <= floor) return
    rank = place + 1
    sigma[place] = norm
    for (let k = 0; k < m; k++) left[place * m + k] = (products[source * m + k] as number) / norm
  })
  completeRows(left, n, m, rank)
  return { left, sigma, rightSorted }
}

function relativeResidual(
  tall: Float64Array,
  left: Float64Array,
  m: number,
  sigma: Float64Array,
  right: Float64Array,
  n: number,
): number {
  const scaledLeft = left.map((value, index) => value * (sigma[index % n] as number))
  const rebuilt = multiplyTransposed(scaledLeft, m, right, n, n)
  let error = 0
  let total = 0
  for (let k = 0; k < tall.length; k++) {
    error += ((tall[k] as number) - (rebuilt[k] as number)) ** 2
    total += (tall[k] as number) ** 2
  }
  return total === 0 ? 0 : Math.sqrt(error / total)
}

function unitError(rows: Float64Array, n: number, width: number): number {
  const gram = gramOfRows(rows, n, width)
  let worst = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      worst = Math.max(worst, Math.abs((gram[i * n + j] as number) - (i === j ? 1 : 0)))
    }
  }
  return worst
}
