import { createPrng } from '../core/prng.ts'
import { thinSvd } from '../core/svd.ts'
import { assembleModel, type Factors } from './assemble-model.ts'
import type { FactoredModel } from './factored-model.ts'
import {
  type LlamaConfig,
  MODULE_GROUPS,
  MODULE_KINDS,
  type ModuleGroup,
  moduleName,
  moduleShape,
} from './llama-config.ts'
import { type StorageType, store } from './stored-array.ts'

/** A tensor of a checkpoint: float32, row major. */
export interface CheckpointTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export interface RandomWeights {
  /** `steep` makes singular values fall over four powers of ten, as a hard case for low precision. */
  readonly spectrum?: 'gaussian' | 'steep'
  /** With `attention_bias`, give the output projection a bias as well. Default false, as in Qwen2. */
  readonly outputBias?: boolean
}

export interface RandomModel extends RandomWeights {
  readonly dtype?: StorageType
  /** Which modules are factored; default all. */
  readonly adapted?: ModuleGroup
}

/**
 * Random weights of a whole Llama under Hugging Face's names, scaled so that activations and logits have the
 * size they have in a trained model. For tests and benchmarks, and the start of training from scratch.
 */
export function randomCheckpointTensors(
  config: LlamaConfig,
  seed: number,
  options: RandomWeights = {},
): Map<string, CheckpointTensor> {
  const prng = createPrng(seed)
  const tensors = new Map<string, CheckpointTensor>()
  const hidden = config.hidden_size

  function gaussian(name: string, shape: readonly number[], deviation: number, centre = 0): void {
    const length = shape.reduce((product, size) => product * size, 1)
    const data = Float32Array.from({ length }, () => centre + deviation * prng.normal())
    tensors.set(name, { shape, data })
  }

  gaussian('model.embed_tokens.weight', [config.vocab_size, hidden], 2 / Math.sqrt(hidden))
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    gaussian(`model.layers.${layer}.input_layernorm.weight`, [hidden], 0.1, 1)
    gaussian(`model.layers.${layer}.post_attention_layernorm.weight`, [hidden], 0.1, 1)
    for (const kind of MODULE_KINDS) {
      const { out, in: in_ } = moduleShape(config, kind)
      gaussian(moduleName(layer, kind), [out, in_], 1 / Math.sqrt(in_))
      const isAttention = MODULE_GROUPS.attention.includes(kind)
      const hasBias = isAttention
        ? config.attention_bias && (kind !== 'o' || options.outputBias === true)
        : config.mlp_bias
      if (hasBias) gaussian(moduleName(layer, kind, 'bias'), [out], 0.1)
    }
  }
  gaussian('model.norm.weight', [hidden], 0.1, 1)
  if (!config.tie_word_embeddings) {
    gaussian('lm_head.weight', [config.vocab_size, hidden], 2 / Math.sqrt(hidden))
  }
  if (options.spectrum === 'steep') steepen(config, tensors)
  return tensors
}

/** A random model with its adapted modules factored. Its hash is made up from the seed. */
export function randomModel(config: LlamaConfig, seed: number, options: RandomModel = {}): FactoredModel {
  const tensors = randomCheckpointTensors(config, seed, options)
  const dtype = options.dtype ?? 'f32'
  const kinds = MODULE_GROUPS[options.adapted ?? 'all']
  const adapted = new Set<string>()
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    for (const kind of kinds) adapted.add(moduleName(layer, kind))
  }
  const read = (name: string) => tensors.get(name)?.data ?? new Float32Array()
  return assembleModel(config, seed.toString(16).padStart(64, '0'), {
    matrix: (name) => store(read(name), dtype),
    vector: read,
    bias: (name) => tensors.get(name)?.data ?? null,
    factors: (name, out, in_) => (adapted.has(name) ? factor(read(name), out, in_, dtype) : null),
  })
}

/** Thin SVD of one weight in storage precision. */
function factor(w: Float32Array, out: number, in_: number, dtype: StorageType): Factors {
  const svd = thinSvd(w, out, in_)
  return {
    rank: svd.sigma.length,
    u: store(Float32Array.from(svd.u), dtype),
    v: store(Float32Array.from(svd.v), dtype),
    sigma: Float32Array.from(svd.sigma),
  }
}

function steepen(config: LlamaConfig, tensors: ReadonlyMap<string, CheckpointTensor>): void {
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    for (const kind of MODULE_KINDS) {
      const { in: in_ } = moduleShape(config, kind)
      const data = tensors.get(moduleName(layer, kind))?.data
      data?.forEach((value, index) => {
        data[index] = 3 * value * 10 ** ((-4 * (index % in_)) / in_)
      })
    }
  }
}
