import { AppError } from '../../core/errors.ts'
import { emit, type Graph, type Value } from '../graph.ts'
import { broadcastShapes, dimAt, knownDim, sameShape } from '../shapes.ts'
import { reshape, transpose, transposeLast } from './layout.ts'
import type { GradientRule } from './rule.ts'

/**
 * `[…, n, k] × [k, m]` or `[…, n, k] × […, k, m]` with equal leading axes.
 * A right side of rank 2 is a weight: runtimes turn the whole product into one matrix product.
 */
export function matmul(graph: Graph, a: Value, b: Value): Value {
  const inner = dimAt(a.shape, -1)
  if (inner !== dimAt(b.shape, -2))
    throw new AppError('bad-model', `Cannot multiply [${a.shape.join(', ')}] by [${b.shape.join(', ')}].`)
  const batch =
    b.shape.length === 2 ? a.shape.slice(0, -2) : broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2))
  return emit(graph, 'MatMul', [a, b], [...batch, dimAt(a.shape, -2), dimAt(b.shape, -1)])
}

/** `y = x Wᵀ` with `W [out, in]` as checkpoints store it. */
export const linear = (graph: Graph, x: Value, w: Value): Value =>
  matmul(graph, x, transpose(graph, w, [1, 0]))

const asRows = (graph: Graph, x: Value): Value =>
  x.shape.length === 2 ? x : reshape(graph, x, ['all_rows', knownDim(x.shape, -1)])

/** `aᵀ b` over all rows of both: the gradient of a weight that every row shares. */
function outer(graph: Graph, a: Value, b: Value): Value {
  const shape = [knownDim(a.shape, -1), knownDim(b.shape, -1)]
  return emit(graph, 'Gemm', [asRows(graph, a), asRows(graph, b)], shape, { transA: 1 })
}

export const MATMUL_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  MatMul: (graph, { inputs: [a, b] }, [gradient]) => {
    if (!a || !b || !gradient) return []
    const da = matmul(graph, gradient, transposeLast(graph, b))
    if (b.shape.length === 2) return [da, outer(graph, a, gradient)]
    if (!sameShape(a.shape.slice(0, -2), b.shape.slice(0, -2)))
      throw new AppError('bad-model', 'No gradient through a matrix product that broadcasts its batch axes.')
    return [da, matmul(graph, transposeLast(graph, a), gradient)]
  },
}
