import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import { type LlamaConfig, moduleName } from './llama-config.ts'
import { parseRopeScaling, RopeJson } from './parse-rope.ts'

const MODEL_TYPES = ['llama', 'mistral', 'qwen2'] as const
/** Two names of one function. */
const SILU: readonly string[] = ['silu', 'swish']

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2 ** 24))
const tokenId = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0))
const optionalFlag = v.optional(v.nullable(v.boolean()))

/** The keys of a Hugging Face config.json that matter here; any others are ignored. */
const ConfigJson = v.object({
  model_type: v.optional(v.string(), 'llama'),
  vocab_size: size,
  hidden_size: size,
  intermediate_size: size,
  num_hidden_layers: v.pipe(size, v.maxValue(4096)),
  num_attention_heads: size,
  num_key_value_heads: v.nullish(size),
  head_dim: v.nullish(size),
  max_position_embeddings: v.optional(size, 2048),
  rms_norm_eps: v.optional(positive, 1e-6),
  rope_theta: v.nullish(positive),
  rope_parameters: RopeJson,
  rope_scaling: RopeJson,
  rope_interleaved: optionalFlag,
  partial_rotary_factor: v.nullish(v.number()),
  quantization_config: v.nullish(v.looseObject({ quant_method: v.nullish(v.string()) })),
  tie_word_embeddings: optionalFlag,
  attention_bias: optionalFlag,
  mlp_bias: optionalFlag,
  hidden_act: v.optional(v.string(), 'silu'),
  sliding_window: v.nullish(size),
  use_sliding_window: optionalFlag,
  bos_token_id: v.nullish(tokenId),
  eos_token_id: v.nullish(v.union([tokenId, v.array(tokenId)])),
})

/**
 * Reads a Hugging Face `config.json` of the Llama family (llama, mistral, qwen2).
 *
 * @throws AppError `unsupported` for another architecture, activation or RoPE variant and for quantised weights;
 * `bad-model` for missing or impossible sizes.
 */
export function parseLlamaConfig(json: unknown): LlamaConfig {
  const parsed = v.safeParse(ConfigJson, json)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new AppError(
      'bad-model',
      `The model's config is wrong at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`,
    )
  }
  const config = parsed.output
  checkFamily(config)
  const heads = config.num_attention_heads
  const keyHeads = config.num_key_value_heads ?? heads
  const headDim = config.head_dim ?? config.hidden_size / heads
  if (!Number.isInteger(headDim)) {
    throw impossible(`hidden_size ${config.hidden_size} does not divide into ${heads} heads`)
  }
  if (headDim % 2 !== 0) throw impossible(`head_dim ${headDim} is odd, but RoPE turns pairs`)
  if (heads % keyHeads !== 0) throw impossible(`${heads} heads cannot share ${keyHeads} key-value heads`)
  const widest = Math.max(config.vocab_size, config.intermediate_size, heads * headDim)
  if (widest * config.hidden_size > 2 ** 31) throw impossible('one matrix would have more than 2³¹ numbers')
  const eos = config.eos_token_id ?? []
  const ropeScaling = parseRopeScaling(config.rope_scaling ?? config.rope_parameters, headDim / 2)
  const theta = config.rope_theta ?? config.rope_parameters?.rope_theta ?? 10000
  if (ropeScaling?.rope_type === 'yarn' && theta <= 1) throw impossible('YaRN with a rope_theta of 1 or less')
  return {
    vocab_size: config.vocab_size,
    hidden_size: config.hidden_size,
    intermediate_size: config.intermediate_size,
    num_hidden_layers: config.num_hidden_layers,
    num_attention_heads: heads,
    num_key_value_heads: keyHeads,
    head_dim: headDim,
    // Within the window, sliding attention is plain attention.
    max_position_embeddings: Math.min(
      config.max_position_embeddings,
      slidingWindow(config) ?? Number.POSITIVE_INFINITY,
    ),
    rms_norm_eps: config.rms_norm_eps,
    rope_theta: theta,
    ...(ropeScaling && { rope_scaling: ropeScaling }),
    tie_word_embeddings: config.tie_word_embeddings ?? false,
    attention_bias: config.attention_bias ?? config.model_type === 'qwen2',
    mlp_bias: config.mlp_bias ?? false,
    bos_token_id: config.bos_token_id ?? null,
    eos_token_ids: typeof eos === 'number' ? [eos] : eos,
  }
}

/**
 * Which biases a model has is decided by its tensors; configs of the family name it in different ways, and
 * Qwen2's not at all.
 */
export function settleBiases(config: LlamaConfig, hasTensor: (name: string) => boolean): LlamaConfig {
  return {
    ...config,
    attention_bias: hasTensor(moduleName(0, 'q', 'bias')),
    mlp_bias: hasTensor(moduleName(0, 'gate', 'bias')),
  }
}

/** Null where attention reaches back to the beginning. */
function slidingWindow(config: v.InferOutput<typeof ConfigJson>): number | null {
  if (config.model_type === 'qwen2' && config.use_sliding_window !== true) return null
  // What transformers takes where a Mistral's config does not say.
  if (config.sliding_window === undefined && config.model_type === 'mistral') return 4096
  return config.sliding_window ?? null
}

function checkFamily(config: v.InferOutput<typeof ConfigJson>): void {
  if (!MODEL_TYPES.some((type) => type === config.model_type)) {
    throw unsupported(`the architecture "${config.model_type.slice(0, 40)}"`)
  }
  if (!SILU.includes(config.hidden_act))
    throw unsupported(`the activation "${config.hidden_act.slice(0, 40)}"`)
  if ((config.partial_rotary_factor ?? 1) !== 1) throw unsupported('RoPE on a part of each head')
  if (config.rope_interleaved === true) throw unsupported('RoPE that turns neighbours')
  const method = config.quantization_config && (config.quantization_config.quant_method ?? 'unknown')
  if (method) {
    throw new AppError('unsupported', `The weights are quantised as "${method.slice(0, 40)}".`, {
      advice: 'Choose the checkpoint in 16 or 32 bits, or a GGUF file of it.',
    })
  }
}

function impossible(reason: string): AppError {
  return new AppError('bad-model', `The model's config is impossible: ${reason}.`)
}

function unsupported(what: string): AppError {
  return new AppError('unsupported', `This playground does not run ${what}.`, {
    advice: `Choose a model of the types ${MODEL_TYPES.join(', ')}.`,
  })
}
