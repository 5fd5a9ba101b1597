import type { JsonValue } from '../strict-json.ts'
import { brokenGguf, unsupportedGguf } from './errors.ts'
import { flagField, layerField, numberField, textField } from './fields.ts'
import type { GgufMetadata } from './metadata.ts'
import { scalingFromFactors } from './rope-factors.ts'

export const ARCHITECTURES = ['llama', 'qwen2'] as const
export type Architecture = (typeof ARCHITECTURES)[number]

/** What of a config stands in the tensors and not in the metadata. */
export interface FromTensors {
  readonly vocabSize: number
  /** Whether there is an output matrix besides the embedding. */
  readonly hasOutput: boolean
  /** Divisors of RoPE's frequencies (`rope_freqs.weight`), where the file has them. */
  readonly ropeFactors: Float32Array | undefined
}

/** @throws AppError `unsupported`, naming the architecture and those that are read. */
export function architectureOf(metadata: GgufMetadata): Architecture {
  const name = textField(metadata, 'general.architecture')
  if (name === undefined) throw brokenGguf('it does not name its architecture')
  const known = ARCHITECTURES.find((architecture) => architecture === name)
  if (known !== undefined) return known
  throw unsupportedGguf(
    `the architecture "${name.slice(0, 40)}"`,
    `Choose a GGUF file of one of these: ${ARCHITECTURES.join(', ')} (Mistral files call themselves llama).`,
  )
}

/**
 * Only the first part of a model in several files says what the model is.
 * @throws AppError `unsupported` for any of its parts
 */
export function refuseParts(metadata: GgufMetadata): void {
  if ((numberField(metadata, 'split.count') ?? 1) > 1)
    throw unsupportedGguf('a GGUF model in several files', 'Join them with llama-gguf-split --merge.')
}

/**
 * Hugging Face's `config.json` from a GGUF file's metadata.
 * @throws AppError `bad-model` for missing sizes, `unsupported` for what the config cannot express.
 */
export function configFromGguf(metadata: GgufMetadata, tensors: FromTensors): { [key: string]: JsonValue } {
  const architecture = architectureOf(metadata)
  refuseVariants(metadata, architecture)
  const key = (name: string) => `${architecture}.${name}`
  const need = (name: string): number => {
    const value = layerField(metadata, key(name))
    if (value === undefined) throw brokenGguf(`it does not give ${key(name)}`)
    if (value === 'mixed')
      throw unsupportedGguf(`layers of different sizes (${key(name)})`, 'Choose another model.')
    return value
  }
  const heads = need('attention.head_count')
  const hidden = need('embedding_length')
  const headDim = numberField(metadata, key('attention.key_length')) ?? hidden / heads
  if ((numberField(metadata, key('rope.dimension_count')) ?? headDim) !== headDim) {
    throw unsupportedGguf('RoPE on a part of each head', 'Choose another model.')
  }
  const theta = shortest(numberField(metadata, key('rope.freq_base')) ?? 10000)
  const window = numberField(metadata, key('attention.sliding_window'))
  const length = numberField(metadata, key('context_length')) ?? 2048
  const isQwen = architecture === 'qwen2'
  return {
    architectures: [isQwen ? 'Qwen2ForCausalLM' : 'LlamaForCausalLM'],
    model_type: architecture,
    hidden_act: 'silu',
    vocab_size: tensors.vocabSize,
    hidden_size: hidden,
    intermediate_size: need('feed_forward_length'),
    num_hidden_layers: need('block_count'),
    num_attention_heads: heads,
    num_key_value_heads: metadata.has(key('attention.head_count_kv'))
      ? need('attention.head_count_kv')
      : heads,
    head_dim: headDim,
    // Within the window, sliding attention is plain attention.
    max_position_embeddings: window ? Math.min(window, length) : length,
    rms_norm_eps: shortest(need('attention.layer_norm_rms_epsilon')),
    rope_theta: theta,
    rope_scaling: ropeScaling(metadata, architecture, {
      headDim,
      theta,
      length,
      factors: tensors.ropeFactors,
    }),
    tie_word_embeddings: !tensors.hasOutput,
    bos_token_id: numberField(metadata, 'tokenizer.ggml.bos_token_id') ?? null,
    eos_token_id: stopTokens(metadata),
  }
}

function refuseVariants(metadata: GgufMetadata, architecture: Architecture): void {
  if ((numberField(metadata, `${architecture}.expert_count`) ?? 0) > 0) {
    throw unsupportedGguf('a mixture of experts', 'Choose a dense model.')
  }
  const values = numberField(metadata, `${architecture}.attention.value_length`)
  const keys = numberField(metadata, `${architecture}.attention.key_length`)
  if (values !== undefined && keys !== undefined && values !== keys) {
    throw unsupportedGguf('values of another size than keys', 'Choose another model.')
  }
  if (flagField(metadata, `${architecture}.attention.causal`) === false)
    throw unsupportedGguf('attention that looks ahead', 'Choose a model that writes text.')
  const scale = numberField(metadata, `${architecture}.attention.scale`)
  if (scale) throw unsupportedGguf('attention with a scale of its own', 'Choose another model.')
}

/** An answer may end with either of them: end of text, end of turn. */
function stopTokens(metadata: GgufMetadata): JsonValue {
  const names = ['eos_token_id', 'eot_token_id']
  const ids = names.flatMap((name) => numberField(metadata, `tokenizer.ggml.${name}`) ?? [])
  const different = [...new Set(ids)]
  return different.length > 1 ? different : (different[0] ?? null)
}

function ropeScaling(
  metadata: GgufMetadata,
  architecture: Architecture,
  rope: { headDim: number; theta: number; length: number; factors: Float32Array | undefined },
): { [key: string]: JsonValue } | null {
  const key = (name: string) => `${architecture}.rope.${name}`
  if (rope.factors) return { ...scalingFromFactors(rope.factors, rope.headDim, rope.theta, rope.length) }
  const linear = numberField(metadata, key('scale_linear'))
  const type = textField(metadata, key('scaling.type')) ?? (linear ? 'linear' : 'none')
  const factor = numberField(metadata, key('scaling.factor')) ?? linear ?? 1
  if (type === 'none' || (type === 'linear' && factor === 1)) return null
  if (type !== 'yarn') return { rope_type: type, factor: shortest(factor) }
  const changed = ['ext_factor', 'attn_factor', 'beta_fast', 'beta_slow', 'log_multiplier']
  const given = changed.find(
    (name) => metadata.has(key(`scaling.yarn_${name}`)) || metadata.has(key(`scaling.${name}`)),
  )
  if (given !== undefined)
    throw unsupportedGguf(`YaRN with a ${given} of its own`, 'Choose the checkpoint as safetensors.')
  return {
    rope_type: type,
    factor: shortest(factor),
    original_max_position_embeddings:
      numberField(metadata, key('scaling.original_context_length')) ?? rope.length,
  }
}

/** The shortest decimal that a float32 rounds from: 1e-5 instead of 9.999999747378752e-6. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits))
    if (Math.fround(decimal) === value) return decimal
  }
  return value
}
