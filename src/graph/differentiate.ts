import { AppError } from '../core/errors.ts'
import { type Graph, type GraphNode, scalar, type Value } from './graph.ts'
import { GATHER_GRADIENTS } from './operators/gather.ts'
import { LAYOUT_GRADIENTS, zerosLike } from './operators/layout.ts'
import { MATMUL_GRADIENTS } from './operators/matmul.ts'
import { add, POINTWISE_GRADIENTS } from './operators/pointwise.ts'
import { REDUCE_GRADIENTS } from './operators/reduce.ts'
import type { GradientRule } from './operators/rule.ts'
import { SOFTMAX_GRADIENTS } from './operators/softmax.ts'

/** Every operator that a loss may pass through. */
export const GRADIENT_RULES: Readonly<Record<string, GradientRule>> = {
  ...POINTWISE_GRADIENTS,
  ...REDUCE_GRADIENTS,
  ...LAYOUT_GRADIENTS,
  ...MATMUL_GRADIENTS,
  ...SOFTMAX_GRADIENTS,
  ...GATHER_GRADIENTS,
}

/** The nodes through which any of `wrt` reaches other nodes; nothing else needs a gradient. */
function reachedFrom(graph: Graph, wrt: readonly Value[]): ReadonlySet<string> {
  const reached = new Set(wrt.map((value) => value.name))
  for (const node of graph.nodes)
    if (node.inputs.some((input) => reached.has(input.name)))
      for (const output of node.outputs) if (output.dtype === 'float') reached.add(output.name)
  return reached
}

/**
 * Reverse-mode differentiation: appends to `graph` the nodes that compute d `loss` / d `w` for every `w` in
 * `wrt`, and returns those values, each of the shape of its `w`. The result is an ordinary graph: it can be
 * serialised, run by any ONNX runtime, or differentiated again.
 *
 * @param loss a scalar of `graph`
 * @throws AppError `bad-model` when the loss is no scalar or an operator on the way has no gradient rule
 */
export function differentiate(graph: Graph, loss: Value, wrt: readonly Value[]): readonly Value[] {
  if (loss.shape.length !== 0) throw new AppError('bad-model', 'Only a scalar can be differentiated.')
  const reached = reachedFrom(graph, wrt)
  const gradients = new Map<string, Value>([[loss.name, scalar(graph, 1)]])
  // A snapshot, since the rules append to graph.nodes while we walk back.
  const backward: GraphNode[] = [...graph.nodes].reverse()
  for (const node of backward) {
    const upstream = node.outputs.map((output) => gradients.get(output.name) ?? null)
    if (upstream.every((gradient) => gradient === null)) continue
    if (!node.inputs.some((input) => reached.has(input.name))) continue
    const rule = GRADIENT_RULES[node.op]
    if (!rule) throw new AppError('bad-model', `The operator ${node.op} has no gradient rule.`)
    const parts = rule(graph, node, upstream)
    node.inputs.forEach((input, index) => {
      const part = parts[index]
      if (!part || !reached.has(input.name)) return
      const sum = gradients.get(input.name)
      gradients.set(input.name, sum ? add(graph, sum, part) : part)
    })
  }
  return wrt.map((value) => gradients.get(value.name) ?? zerosLike(graph, value))
}
