import type { RopeScaling } from './rope-frequencies.ts'

/** The seven linears of a Llama block, in the order in which every list in this project keeps them. */
export const MODULE_KINDS = ['q', 'k', 'v', 'o', 'gate', 'up', 'down'] as const
export type ModuleKind = (typeof MODULE_KINDS)[number]

export type ModuleGroup = 'mlp' | 'attention' | 'all'

export const MODULE_GROUPS: Readonly<Record<ModuleGroup, readonly ModuleKind[]>> = {
  attention: ['q', 'k', 'v', 'o'],
  mlp: ['gate', 'up', 'down'],
  all: MODULE_KINDS,
}

/** The part of a Hugging Face `config.json` that decides the arithmetic, under Hugging Face's names. */
export interface LlamaConfig {
  readonly vocab_size: number
  readonly hidden_size: number
  readonly intermediate_size: number
  readonly num_hidden_layers: number
  readonly num_attention_heads: number
  readonly num_key_value_heads: number
  readonly head_dim: number
  readonly max_position_embeddings: number
  readonly rms_norm_eps: number
  readonly rope_theta: number
  readonly rope_scaling?: RopeScaling
  readonly tie_word_embeddings: boolean
  /** Biases on q, k, v (and o where the checkpoint has one), as in Qwen2. */
  readonly attention_bias: boolean
  readonly mlp_bias: boolean
  readonly bos_token_id: number | null
  readonly eos_token_ids: readonly number[]
}

const SUFFIX: Readonly<Record<ModuleKind, string>> = {
  q: 'self_attn.q_proj',
  k: 'self_attn.k_proj',
  v: 'self_attn.v_proj',
  o: 'self_attn.o_proj',
  gate: 'mlp.gate_proj',
  up: 'mlp.up_proj',
  down: 'mlp.down_proj',
}

/** `(3, 'up')` → `model.layers.3.mlp.up_proj.weight`. */
export function moduleName(layer: number, kind: ModuleKind, leaf: 'weight' | 'bias' = 'weight'): string {
  return `model.layers.${layer}.${SUFFIX[kind]}.${leaf}`
}

/** Shape `[out, in]` of a linear's weight. */
export function moduleShape(config: LlamaConfig, kind: ModuleKind): { out: number; in: number } {
  const q = config.num_attention_heads * config.head_dim
  const kv = config.num_key_value_heads * config.head_dim
  switch (kind) {
    case 'q':
      return { out: q, in: config.hidden_size }
    case 'k':
    case 'v':
      return { out: kv, in: config.hidden_size }
    case 'o':
      return { out: config.hidden_size, in: q }
    case 'gate':
    case 'up':
      return { out: config.intermediate_size, in: config.hidden_size }
    case 'down':
      return { out: config.hidden_size, in: config.intermediate_size }
    default:
      return kind satisfies never
  }
}
