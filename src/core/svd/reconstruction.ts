import { transposeInto } from './products.ts'
import { relativeResidual, residualSize } from './residual.ts'
import { type Grid, gridSize, openWorkspace } from './workspace.ts'

/** Row major: `U [out, rank]`, `sigma [rank]`, `V [in, rank]`. */
export interface StoredSvd {
  readonly u: Float32Array
  readonly sigma: Float32Array
  readonly v: Float32Array
}

/**
 * `‖W − U diag(sigma) Vᵀ‖ / ‖W‖` in the Frobenius norm, by probes, of factors that were rounded for storage;
 * 0 for a zero matrix.
 *
 * @param w `[out, in]`, row major; small enough to be squared.
 */
export function reconstructionError(w: Float32Array, out: number, in_: number, svd: StoredSvd): number {
  const rank = svd.sigma.length
  const size = gridSize(out, in_) + gridSize(out, rank) + 2 * gridSize(in_, rank)
  const work = openWorkspace(size + residualSize(out, in_, rank))
  const v = fill(work.grid(in_, rank), svd.v)
  const right = work.grid(rank, in_)
  transposeInto(v, right)
  return relativeResidual(work, {
    w: fill(work.grid(out, in_), w),
    u: fill(work.grid(out, rank), svd.u),
    sigma: svd.sigma,
    right,
  })
}

function fill(target: Grid, values: Float32Array): Grid {
  const { rows, columns, stride, data } = target
  for (let row = 0; row < rows; row++)
    data.set(values.subarray(row * columns, (row + 1) * columns), row * stride)
  return target
}
