import type { Graph, GraphNode, Value } from '../graph.ts'

/**
 * Appends to `graph` what turns the gradients of a node's outputs into gradients of its inputs.
 * An output that the loss does not depend on comes as null; an input without gradient (an index, say) is
 * returned as null or left out at the end.
 */
export type GradientRule = (
  graph: Graph,
  node: GraphNode,
  outputGradients: readonly (Value | null)[],
) => readonly (Value | null)[]
