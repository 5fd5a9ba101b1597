import { AppError } from '../../core/errors.ts'
import { type Dim, emit, type Graph, type GraphNode, integers, scalar, type Value } from '../graph.ts'
import { knownDim } from '../shapes.ts'
import { emitShape } from './layout.ts'
import type { GradientRule } from './rule.ts'

function reducedShape(shape: readonly Dim[], axes: readonly number[], keep: boolean): readonly Dim[] {
  return shape.flatMap((dim, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [dim]))
}

function reduce(op: string, graph: Graph, x: Value, axes: readonly number[], keep: boolean): Value {
  const over = axes.map((axis) => (axis < 0 ? axis + x.shape.length : axis))
  const shape = reducedShape(x.shape, over, keep)
  return emit(graph, op, [x, integers(graph, over)], shape, { keepdims: keep ? 1 : 0 })
}

/** Sum over axes, which stay with size 1 where `keep` says so. */
export const reduceSum = (graph: Graph, x: Value, axes: readonly number[], keep: boolean): Value =>
  reduce('ReduceSum', graph, x, axes, keep)

/** Mean over axes whose sizes are known when the graph is built. */
export const reduceMean = (graph: Graph, x: Value, axes: readonly number[], keep: boolean): Value =>
  reduce('ReduceMean', graph, x, axes, keep)

/** Sum over every axis, as a scalar. */
export function total(graph: Graph, x: Value): Value {
  if (x.shape.length === 0) return x
  const all = x.shape.map((_, axis) => axis)
  return reduceSum(graph, x, all, false)
}

function axesOf(graph: Graph, node: GraphNode): readonly number[] {
  const data = node.inputs[1] && graph.constants.get(node.inputs[1].name)?.data
  if (!data) throw new AppError('bad-model', `${node.op} needs constant axes.`)
  return Array.from(data, Number)
}

/** Brings the reduced axes back with size 1, then repeats along them. */
function spread(graph: Graph, node: GraphNode, gradient: Value, x: Value): Value {
  const axes = axesOf(graph, node)
  const shape = reducedShape(x.shape, axes, true)
  const widened =
    gradient.shape.length === x.shape.length
      ? gradient
      : emit(graph, 'Unsqueeze', [gradient, integers(graph, axes)], shape)
  return emit(graph, 'Expand', [widened, emitShape(graph, x)], x.shape)
}

export const REDUCE_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  ReduceSum: (graph, node, [gradient]) => {
    const [x] = node.inputs
    return x && gradient ? [spread(graph, node, gradient, x)] : []
  },
  ReduceMean: (graph, node, [gradient]) => {
    const [x] = node.inputs
    if (!x || !gradient) return []
    const count = axesOf(graph, node).reduce((product, axis) => product * knownDim(x.shape, axis), 1)
    return [spread(graph, node, emit(graph, 'Mul', [gradient, scalar(graph, 1 / count)], gradient.shape), x)]
  },
}
