import type { FactoredModel, Linear, StoredArray } from '../model/factored-model.ts'
import { type Dim, type Graph, graphInput, type Value, weight } from './graph.ts'
import type { LlamaWeights } from './llama-weights.ts'
import { reshape, split, transpose, widen } from './operators/layout.ts'
import { linear, matmul } from './operators/matmul.ts'
import { add, mul } from './operators/pointwise.ts'

export interface FactoredWeights extends LlamaWeights {
  /** `[rows, totalRank]`: the input that holds every scale of every lane. */
  readonly scales: Value
}

/**
 * Every parameter as a constant, except the scales `s = sigma ⊙ z'`, which are the input `scales`:
 * `y = ((x V) ⊙ s) Uᵀ` (DESIGN §1). As constants the factors are repacked once by the runtime.
 *
 * @param rows how many scale vectors are fed: 1 for all lanes, or a name for one a lane
 */
export function factoredWeights(graph: Graph, model: FactoredModel, rows: Dim): FactoredWeights {
  const { config } = model
  const stored = (name: string, array: StoredArray, shape: readonly number[]) =>
    widen(graph, weight(graph, name, array.data, shape))
  const vector = (name: string, data: Float32Array) => weight(graph, name, data, [data.length])
  const scales = graphInput(graph, 'scales', 'float', [rows, model.totalRank])
  const ranks = model.adapted.map((module) => module.rank)
  const slices = new Map<string, Value>()
  // One axis for all tokens first: a reshape a module would be a node a module.
  const perToken = reshape(graph, scales, [rows, 1, model.totalRank])
  split(graph, perToken, ranks, 2).forEach((slice, index) => {
    const module = model.adapted[index]
    if (module) slices.set(module.name, slice)
  })

  function product(module: Linear, x: Value): Value {
    if (module.form === 'dense')
      return linear(graph, x, stored(module.name, module.w, [module.out, module.in]))
    const v = stored(`${module.name}.v`, module.v, [module.in, module.rank])
    const u = stored(`${module.name}.u`, module.u, [module.out, module.rank])
    const s = slices.get(module.name)
    const inner = matmul(graph, x, v)
    return matmul(graph, s ? mul(graph, inner, s) : inner, transpose(graph, u, [1, 0]))
  }

  const block = (layer: number) => {
    const found = model.blocks[layer]
    if (!found) throw new RangeError(`layer ${layer}`)
    return found
  }
  const size = [config.vocab_size, config.hidden_size]
  const embedding = stored('model.embed_tokens.weight', model.embedding, size)
  return {
    scales,
    embedding,
    lmHead: model.lmHead ? stored('lm_head.weight', model.lmHead, size) : embedding,
    finalNorm: vector('model.norm.weight', model.finalNorm),
    inputNorm: (layer) => vector(`model.layers.${layer}.input_layernorm.weight`, block(layer).inputNorm),
    postAttentionNorm: (layer) =>
      vector(`model.layers.${layer}.post_attention_layernorm.weight`, block(layer).postAttentionNorm),
    apply: (layer, kind, x) => {
      const module = block(layer).linears[kind]
      const y = product(module, x)
      return module.bias ? add(graph, y, vector(module.name.replace(/weight$/, 'bias'), module.bias)) : y
    },
  }
}
