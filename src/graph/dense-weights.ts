import { type LlamaConfig, MODULE_KINDS, moduleName, moduleShape } from '../model/llama-config.ts'
import { type Graph, graphInput, type Value } from './graph.ts'
import type { LlamaWeights } from './llama-weights.ts'
import { linear } from './operators/matmul.ts'

export interface ParameterShape {
  readonly name: string
  readonly shape: readonly number[]
}

/** Every parameter of a Llama checkpoint, under Hugging Face's names, in the order of its files. */
export function parameterShapes(config: LlamaConfig): readonly ParameterShape[] {
  const hidden = [config.hidden_size]
  const table = [config.vocab_size, config.hidden_size]
  const layers = Array.from({ length: config.num_hidden_layers }, (_, layer) => [
    { name: `model.layers.${layer}.input_layernorm.weight`, shape: hidden },
    { name: `model.layers.${layer}.post_attention_layernorm.weight`, shape: hidden },
    ...MODULE_KINDS.map((kind) => {
      const shape = moduleShape(config, kind)
      return { name: moduleName(layer, kind), shape: [shape.out, shape.in] }
    }),
  ])
  return [
    { name: 'model.embed_tokens.weight', shape: table },
    ...layers.flat(),
    { name: 'model.norm.weight', shape: hidden },
    ...(config.tie_word_embeddings ? [] : [{ name: 'lm_head.weight', shape: table }]),
  ]
}

export interface DenseWeights extends LlamaWeights {
  /** The inputs of the graph, in the order of `parameterShapes`. */
  readonly parameters: readonly Value[]
}

/** Every parameter as an input of the graph, for training from scratch. Biases are not trained. */
export function denseWeights(graph: Graph, config: LlamaConfig): DenseWeights {
  const inputs = new Map(
    parameterShapes(config).map(({ name, shape }) => [name, graphInput(graph, name, 'float', shape)]),
  )
  const parameter = (name: string): Value => {
    const found = inputs.get(name)
    if (!found) throw new RangeError(name)
    return found
  }
  const embedding = parameter('model.embed_tokens.weight')
  return {
    parameters: [...inputs.values()],
    embedding,
    lmHead: config.tie_word_embeddings ? embedding : parameter('lm_head.weight'),
    finalNorm: parameter('model.norm.weight'),
    inputNorm: (layer) => parameter(`model.layers.${layer}.input_layernorm.weight`),
    postAttentionNorm: (layer) => parameter(`model.layers.${layer}.post_attention_layernorm.weight`),
    apply: (layer, kind, x) => linear(graph, x, parameter(moduleName(layer, kind))),
  }
}
