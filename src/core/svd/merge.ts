import { addProduct } from './products.ts'
import { type Grid, gridSize, openWorkspace } from './workspace.ts'

/** Row major: `U [out, rank]` and `V [in, rank]`. */
interface Factors {
  readonly out: number
  readonly in: number
  readonly rank: number
  readonly u: Float32Array
  readonly v: Float32Array
}

/**
 * `W' = U diag(s) Vᵀ`, `[out, in]`, row major, summed in float64 and rounded once: one weight as its mix has it.
 * @param scales `s = sigma ⊙ z'`, `[rank]`
 * @throws AppError `out-of-memory`, `unsupported` without WebAssembly SIMD.
 */
export function mergeFactors({ out, in: in_, rank, u, v }: Factors, scales: Float32Array): Float32Array {
  const work = openWorkspace(gridSize(out, rank) + gridSize(in_, rank) + gridSize(out, in_))
  const left = work.grid(out, rank)
  const right = work.grid(in_, rank)
  fill(left, u, scales)
  fill(right, v, null)
  const product = work.grid(out, in_)
  addProduct(work, left, right, product)
  const merged = new Float32Array(out * in_)
  for (let row = 0; row < out; row++) {
    merged.set(product.data.subarray(row * product.stride, row * product.stride + in_), row * in_)
  }
  return merged
}

function fill(
  { rows, columns, stride, data }: Grid,
  values: Float32Array,
  scales: Float32Array | null,
): void {
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns; k++) {
      data[row * stride + k] = (values[row * columns + k] ?? 0) * (scales ? (scales[k] ?? 0) : 1)
    }
  }
}
