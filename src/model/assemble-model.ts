import type {
  DenseLinear,
  FactoredLinear,
  FactoredModel,
  Linear,
  LlamaBlock,
  StoredArray,
} from './factored-model.ts'
import { type LlamaConfig, MODULE_KINDS, type ModuleKind, moduleName, moduleShape } from './llama-config.ts'

export interface Factors {
  readonly rank: number
  /** `[out, rank]` */
  readonly u: StoredArray
  /** `[in, rank]` */
  readonly v: StoredArray
  /** `[rank]` */
  readonly sigma: Float32Array
}

/** Where a model's tensors come from, by Hugging Face name. Each call gets the shape the config demands. */
export interface TensorSource {
  matrix(name: string, rows: number, columns: number): StoredArray
  vector(name: string, length: number): Float32Array
  /** null where the model has no such bias. */
  bias(name: string, length: number): Float32Array | null
  /** null where the module is not adapted and `matrix` is to be asked instead. */
  factors(name: string, out: number, in_: number): Factors | null
}

/** Puts the tensors of a Llama into their places and lays out its scale vector. */
export function assembleModel(config: LlamaConfig, hash: string, source: TensorSource): FactoredModel {
  const adapted: FactoredLinear[] = []
  let totalRank = 0

  function linear(layer: number, kind: ModuleKind): Linear {
    const name = moduleName(layer, kind)
    const shape = moduleShape(config, kind)
    const bias = source.bias(moduleName(layer, kind, 'bias'), shape.out)
    const common = { name, layer, kind, ...shape, bias }
    const factors = source.factors(name, shape.out, shape.in)
    if (factors === null) {
      const dense: DenseLinear = { ...common, form: 'dense', w: source.matrix(name, shape.out, shape.in) }
      return dense
    }
    const factored: FactoredLinear = { ...common, form: 'factored', ...factors, scaleOffset: totalRank }
    totalRank += factors.rank
    adapted.push(factored)
    return factored
  }

  function block(layer: number): LlamaBlock {
    const prefix = `model.layers.${layer}`
    const linears = Object.fromEntries(MODULE_KINDS.map((kind) => [kind, linear(layer, kind)]))
    return {
      inputNorm: source.vector(`${prefix}.input_layernorm.weight`, config.hidden_size),
      postAttentionNorm: source.vector(`${prefix}.post_attention_layernorm.weight`, config.hidden_size),
      linears: linears as Record<ModuleKind, Linear>,
    }
  }

  const blocks = Array.from({ length: config.num_hidden_layers }, (_, layer) => block(layer))
  return {
    config,
    hash,
    embedding: source.matrix('model.embed_tokens.weight', config.vocab_size, config.hidden_size),
    lmHead: config.tie_word_embeddings
      ? null
      : source.matrix('lm_head.weight', config.vocab_size, config.hidden_size),
    finalNorm: source.vector('model.norm.weight', config.hidden_size),
    blocks,
    adapted,
    totalRank,
  }
}
