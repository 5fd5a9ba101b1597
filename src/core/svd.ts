import { AppError } from './errors.ts'
import { completeRows } from './svd/complete-rows.ts'
import { diagonalise, diagonaliseSize } from './svd/implicit-ql.ts'
import { JACOBI_SIZE, type OrthogonalRows, orthogonaliseRows } from './svd/jacobi.ts'
import { addGram, addProduct, transposeInto, valuesOf } from './svd/products.ts'
import { relativeResidual, residualSize } from './svd/residual.ts'
import { scaleToUnit, timesPowerOfTwo } from './svd/scale-to-unit.ts'
import { tridiagonalise, tridiagonaliseSize } from './svd/tridiagonal.ts'
import { type Grid, gridSize, openWorkspace, reshaped, type Workspace } from './svd/workspace.ts'

/** `W = U diag(sigma) Vᵀ` with `rank = min(out, in)`, in float64. */
export interface ThinSvd {
  /** `[out, rank]`, row major, orthonormal columns. */
  readonly u: Float64Array
  /** `[rank]`, descending, none negative. */
  readonly sigma: Float64Array
  /** `[in, rank]`, row major, orthonormal columns. */
  readonly v: Float64Array
  /** `‖W − U diag(sigma) Vᵀ‖ / ‖W‖` in the Frobenius norm, by probes; 0 for a zero matrix. */
  readonly reconstructionError: number
  /** Largest entry of `|UᵀU − I|` and `|VᵀV − I|`. */
  readonly orthogonalityError: number
}

/**
 * Thin singular value decomposition. V comes from the eigenvectors of the smaller Gram matrix; then `P = W V`
 * makes `W = P Vᵀ` hold to rounding for any orthogonal V, even where singular values nearly coincide, and
 * `sigma_i = ‖p_i‖`, `u_i = p_i / sigma_i`. Where `sigma_i` is rounding noise it becomes 0 and `u_i` any unit
 * vector orthogonal to the others. The same numbers give the same result, bit for
 * bit, on every machine that fuses multiplication and addition, and on every one that does not.
 *
 * @param w `[out, in]`, row major.
 * @throws AppError `numeric` for a number that is not finite, `bad-input` for sizes that do not fit, `out-of-memory`,
 * `unsupported` without WebAssembly SIMD.
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
  const m = Math.max(out, in_)
  const n = Math.min(out, in_)
  const steps = tridiagonaliseSize(n) + diagonaliseSize(n) + JACOBI_SIZE + residualSize(m, n, n)
  const work = openWorkspace(3 * gridSize(m, n) + 2 * gridSize(n, n) + steps)
  // From here on the matrix is `tall [m, n]` with m ≥ n, and `wide` the same turned.
  const given = work.grid(out, in_)
  const exponent = scaleToUnit(w, given)
  const turned = work.grid(in_, out)
  transposeInto(given, turned)
  const [tall, wide] = out >= in_ ? [given, turned] : [turned, given]
  const gram = work.grid(n, n)
  const right = work.grid(n, n)
  addGram(work, wide, gram)
  diagonalise(work, tridiagonalise(work, gram, right), right)
  const products = work.grid(n, m)
  addProduct(work, right, tall, products)
  const found = orthogonaliseRows(work, products, right, gram, Number.EPSILON * m)

  const { order, sigma } = sortByLength(found)
  const leftError = unitRows(work, {
    products,
    order,
    sigma,
    largestOverlap: found.largestOverlap,
    left: wide,
    gram,
  })
  const orthogonalityError = Math.max(leftError, gramError(work, right, gram))
  const leftColumns = reshaped(products, m, n)
  transposeInto(wide, leftColumns)
  const reconstructionError = relativeResidual(work, { w: tall, u: leftColumns, sigma, order, right })
  const left = valuesOf(leftColumns)
  const unscaled = sigma.map((value) => timesPowerOfTwo(value, exponent))
  if (unscaled[0] === Number.POSITIVE_INFINITY) {
    throw new AppError('numeric', 'The largest singular value does not fit into a 64-bit number.')
  }
  const errors = { reconstructionError, orthogonalityError }
  const other = sortedColumns(right, order)
  return out >= in_
    ? { u: left, sigma: unscaled, v: other, ...errors }
    : { u: other, sigma: unscaled, v: left, ...errors }
}

/** Longest first; what is no longer than the floor has the length 0. */
function sortByLength({ norms, floor }: OrthogonalRows): { order: number[]; sigma: Float64Array } {
  const length = (i: number): number => norms[i] as number
  const order = Array.from(norms.keys()).sort((i, j) => length(j) - length(i) || i - j)
  return { order, sigma: Float64Array.from(order, (i) => (length(i) > floor ? length(i) : 0)) }
}

/**
 * Writes the directions of the products to the rows of `left`, sorted, and makes up those of length 0.
 * @returns how far they are from orthonormal.
 */
function unitRows(work: Workspace, { products, order, sigma, largestOverlap, left, gram }: UnitRows): number {
  left.data.fill(0)
  const { columns: m, stride } = left
  const rank = sigma.findLastIndex((norm) => norm > 0) + 1
  let worst = largestOverlap
  for (let place = 0; place < rank; place++) {
    const source = (order[place] as number) * stride
    const norm = sigma[place] as number
    let square = 0
    for (let k = 0; k < m; k++) {
      const value = (products.data[source + k] as number) / norm
      left.data[place * stride + k] = value
      square += value * value
    }
    worst = Math.max(worst, Math.abs(square - 1))
  }
  if (rank === sigma.length) return worst
  completeRows(left, rank)
  return gramError(work, left, gram)
}

interface UnitRows {
  readonly products: Grid
  readonly order: readonly number[]
  readonly sigma: Float64Array
  /** Largest cosine between two products. */
  readonly largestOverlap: number
  readonly left: Grid
  /** Room for the products of all rows. */
  readonly gram: Grid
}

/** Largest entry of `|A Aᵀ − I|`. */
function gramError(work: Workspace, a: Grid, gram: Grid): number {
  gram.data.fill(0)
  addGram(work, a, gram)
  let worst = 0
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j <= i; j++) {
      worst = Math.max(worst, Math.abs((gram.data[i * gram.stride + j] as number) - (i === j ? 1 : 0)))
    }
  }
  return worst
}

/** The rows of `right` in this order, as columns. */
function sortedColumns(right: Grid, order: readonly number[]): Float64Array {
  const n = right.rows
  const sorted = new Float64Array(n * n)
  for (let place = 0; place < n; place++) {
    const start = (order[place] as number) * right.stride
    for (let k = 0; k < n; k++) sorted[k * n + place] = right.data[start + k] as number
  }
  return sorted
}
