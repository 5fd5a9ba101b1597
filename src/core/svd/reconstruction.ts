import { filled, transposeInto } from './products.ts'
import { relativeResidual, residualSize } from './residual.ts'
import { gridSize, openWorkspace } from './workspace.ts'

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
  const v = filled(work.grid(in_, rank), svd.v)
  const right = work.grid(rank, in_)
  transposeInto(v, right)
  return relativeResidual(work, {
    w: filled(work.grid(out, in_), w),
    u: filled(work.grid(out, rank), svd.u),
    sigma: svd.sigma,
    right,
  })
}
