import { type ModuleKind, moduleName } from '../llama-config.ts'

/** The divisors of RoPE's frequencies: a part of the config that llama.cpp keeps among the tensors. */
export const ROPE_FACTORS = 'rope_freqs.weight'
export const EMBEDDING = 'token_embd.weight'
export const OUTPUT = 'output.weight'

const WHOLE: Readonly<Record<string, string>> = {
  [EMBEDDING]: 'model.embed_tokens.weight',
  [OUTPUT]: 'lm_head.weight',
  'output_norm.weight': 'model.norm.weight',
}

const NORMS: Readonly<Record<string, string>> = {
  attn_norm: 'input_layernorm',
  ffn_norm: 'post_attention_layernorm',
}

const LINEARS: Readonly<Record<string, ModuleKind>> = {
  attn_q: 'q',
  attn_k: 'k',
  attn_v: 'v',
  attn_output: 'o',
  ffn_gate: 'gate',
  ffn_up: 'up',
  ffn_down: 'down',
}

/** What a tensor of a GGUF file is in Hugging Face's words. */
export interface NamedTensor {
  readonly name: string
  /** The linear that it belongs to, if any: rows of q and k are stored in another order. */
  readonly kind: ModuleKind | null
}

/** A name that no model of the family has comes back as it is, for the message that refuses it. */
export function huggingFaceName(name: string): NamedTensor {
  const whole = Object.hasOwn(WHOLE, name) ? WHOLE[name] : undefined
  if (whole !== undefined) return { name: whole, kind: null }
  const [, layer, part = '', leaf] = /^blk\.(0|[1-9]\d{0,5})\.([a-z_]+)\.(weight|bias)$/.exec(name) ?? []
  if (layer === undefined) return { name, kind: null }
  if (Object.hasOwn(NORMS, part)) return { name: `model.layers.${layer}.${NORMS[part]}.${leaf}`, kind: null }
  const kind = Object.hasOwn(LINEARS, part) ? LINEARS[part] : undefined
  if (kind === undefined) return { name, kind: null }
  return { name: moduleName(Number(layer), kind, leaf === 'bias' ? 'bias' : 'weight'), kind }
}
