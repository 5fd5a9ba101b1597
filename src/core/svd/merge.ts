import { addProduct, filled, valuesOf } from './products.ts'
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
  const left = filled(work.grid(out, rank), u)
  scaleColumns(left, scales)
  const right = filled(work.grid(in_, rank), v)
  const product = work.grid(out, in_)
  addProduct(work, left, right, product)
  return new Float32Array(valuesOf(product))
}

function scaleColumns({ rows, columns, stride, data }: Grid, scales: Float32Array): void {
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < columns; k++) {
      const at = row * stride + k
      data[at] = (data[at] ?? 0) * (scales[k] ?? 0)
    }
}
