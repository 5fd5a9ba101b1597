import { emit, type Graph, integers, type Value } from '../graph.ts'
import { zerosLike } from './layout.ts'
import type { GradientRule } from './rule.ts'

/** Rows of `table [n, …]` at `indices […]`: `[…indices, …rest]`. Gradients of repeated rows add up. */
export const gatherRows = (graph: Graph, table: Value, indices: Value): Value =>
  emit(graph, 'Gather', [table, indices], [...indices.shape, ...table.shape.slice(1)], { axis: 0 })

/** One entry of the last axis per row: `x [n, v]`, `indices [n, 1]` → `[n, 1]`. */
export const pickLast = (graph: Graph, x: Value, indices: Value): Value =>
  emit(graph, 'GatherElements', [x, indices], indices.shape, { axis: -1 })

const ADD = { reduction: 'add' }

export const GATHER_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Gather: (graph, { inputs: [table, indices] }, [gradient]) => {
    if (!table || !indices || !gradient) return []
    const shape = [...indices.shape, 1]
    const positions = emit(graph, 'Unsqueeze', [indices, integers(graph, [-1])], shape, {}, 'int64')
    return [emit(graph, 'ScatterND', [zerosLike(graph, table), positions, gradient], table.shape, ADD)]
  },
  GatherElements: (graph, { inputs: [x, indices] }, [gradient]) => {
    if (!x || !indices || !gradient) return []
    const attributes = { axis: -1, ...ADD }
    return [emit(graph, 'ScatterElements', [zerosLike(graph, x), indices, gradient], x.shape, attributes)]
  },
}
