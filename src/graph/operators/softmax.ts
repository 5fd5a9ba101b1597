import { emit, type Graph, type Value } from '../graph.ts'
import { exp, mul, sub } from './pointwise.ts'
import { reduceSum } from './reduce.ts'
import type { GradientRule } from './rule.ts'

/** Softmax over the last axis. */
export const softmax = (graph: Graph, x: Value): Value => emit(graph, 'Softmax', [x], x.shape, { axis: -1 })

/** log(softmax(x)) over the last axis, stable for any magnitude. */
export const logSoftmax = (graph: Graph, x: Value): Value =>
  emit(graph, 'LogSoftmax', [x], x.shape, { axis: -1 })

export const SOFTMAX_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Softmax: (graph, { outputs: [y] }, [gradient]) => {
    if (!y || !gradient) return []
    const weighted = mul(graph, gradient, y)
    return [sub(graph, weighted, mul(graph, y, reduceSum(graph, weighted, [-1], true)))]
  },
  LogSoftmax: (graph, { outputs: [y] }, [gradient]) => {
    if (!y || !gradient) return []
    const total = reduceSum(graph, gradient, [-1], true)
    return [sub(graph, gradient, mul(graph, exp(graph, y), total))]
  },
}
