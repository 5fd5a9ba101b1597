import { factoredWeights } from '../../graph/factored-weights.ts'
import { fusedOperators, isFused } from '../../graph/fused-operators.ts'
import { createGraph, type Graph, graphInput, graphOutput } from '../../graph/graph.ts'
import { llama, llamaInputs, plainOperators, softInput } from '../../graph/llama.ts'
import type { LlamaWeights } from '../../graph/llama-weights.ts'
import { type OnnxModel, onnxModel } from '../../graph/serialize.ts'
import { orOne } from '../../graph/shapes.ts'
import type { FactoredModel } from '../../model/factored-model.ts'

/** Graph input: keys or values of the tokens read so far, `[lanes, heads, tokens, head_dim]`. */
export const pastName = (layer: number, part: 'key' | 'value') => `past.${layer}.${part}`
/** Graph output: the same with the new tokens, or of a fused graph the new tokens' alone. */
export const presentName = (layer: number, part: 'key' | 'value') => `present.${layer}.${part}`

export interface CachedGraphOptions {
  /** Adds to the weights, and may declare inputs of its own. */
  readonly extend?: (graph: Graph, weights: LlamaWeights) => LlamaWeights
  /** Declares the input of soft tokens, which ids from `vocab_size` on refer to. */
  readonly takesSoft?: boolean
}

/**
 * The factored Llama with a KV cache as an ONNX model. One model serves prefill (an empty past) and decode:
 * inputs `input_ids position_ids mask rows scales past.*`, outputs `logits present.*`.
 */
export function cachedGraph(
  model: FactoredModel,
  { extend = (_, weights) => weights, takesSoft = false }: CachedGraphOptions = {},
): OnnxModel {
  const { config } = model
  const graph = createGraph()
  const soft = takesSoft ? softInput(graph, config) : null
  const inputs = { ...llamaInputs(graph, 'total'), ...(soft && { soft }) }
  const weights = extend(graph, factoredWeights(graph, model, orOne('lanes'), { joined: isFused(config) }))
  const cacheShape = ['lanes', config.num_key_value_heads, 'past', config.head_dim]
  const past = model.blocks.map((_, layer) => ({
    key: graphInput(graph, pastName(layer, 'key'), 'float', cacheShape),
    value: graphInput(graph, pastName(layer, 'value'), 'float', cacheShape),
  }))
  const { logits, present } = llama(
    graph,
    config,
    weights,
    inputs,
    config.max_position_embeddings,
    past,
    isFused(config) ? fusedOperators : plainOperators,
  )
  graphOutput(graph, 'logits', logits)
  present.forEach(({ key, value }, layer) => {
    graphOutput(graph, presentName(layer, 'key'), key)
    graphOutput(graph, presentName(layer, 'value'), value)
  })
  return onnxModel(graph)
}
