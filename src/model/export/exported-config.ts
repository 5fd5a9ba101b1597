import type { LlamaConfig } from '../llama-config.ts'
import { type JsonValue, parseStrictJson } from '../strict-json.ts'

const ARCHITECTURES = {
  llama: 'LlamaForCausalLM',
  mistral: 'MistralForCausalLM',
  qwen2: 'Qwen2ForCausalLM',
} as const

/** `model_type` of an exported `config.json`. */
export type ExportedType = keyof typeof ARCHITECTURES

/** How an exported model's numbers are stored; the names that torch has for them. */
export const EXPORTED_DTYPES = { f32: 'float32', f16: 'float16', bf16: 'bfloat16' } as const
export type ExportedDtype = keyof typeof EXPORTED_DTYPES

type JsonObject = { [key: string]: JsonValue }

/** Mistral has no biases in transformers; a Mistral that has is a Llama by any other name. */
export function exportedType(source: unknown, { attention_bias, mlp_bias }: LlamaConfig): ExportedType {
  const type = asObject(source).model_type
  if (type === 'qwen2') return type
  return type === 'mistral' && !attention_bias && !mlp_bias ? type : 'llama'
}

/**
 * The `config.json` of a dense model: the source's own keys, with everything that transformers, vLLM and llama.cpp
 * decide by said in their words.
 * @param source the config of the checkpoint that the bundle was made from
 */
export function exportedConfig(source: unknown, config: LlamaConfig, dtype: ExportedDtype): JsonObject {
  const type = exportedType(source, config)
  const { tie_word_embeddings, attention_bias, mlp_bias, num_key_value_heads, head_dim } = config
  const { dtype: _, quantization_config: __, ...kept } = asObject(source)
  return {
    ...kept,
    architectures: [ARCHITECTURES[type]],
    model_type: type,
    torch_dtype: EXPORTED_DTYPES[dtype],
    hidden_act: 'silu',
    num_key_value_heads,
    head_dim,
    tie_word_embeddings,
    ...(type === 'llama' && { attention_bias, mlp_bias }),
    use_cache: true,
  }
}

/** `generation_config.json`: greedy unless asked, and where an answer ends. */
export function generationConfig({ bos_token_id, eos_token_ids }: LlamaConfig): JsonObject {
  return {
    _from_model_config: true,
    ...(bos_token_id !== null && { bos_token_id }),
    ...(eos_token_ids.length > 0 && {
      eos_token_id: eos_token_ids.length === 1 ? (eos_token_ids[0] ?? null) : [...eos_token_ids],
    }),
  }
}

const SPECIAL_TOKENS = ['bos_token', 'eos_token', 'unk_token', 'pad_token'] as const

/** `special_tokens_map.json`, which some readers want beside `tokenizer_config.json`; null where that names none. */
export function specialTokensMap(tokenizerConfig: Uint8Array | undefined): JsonObject | null {
  if (tokenizerConfig === undefined) return null
  const config = asObject(parseStrictJson(tokenizerConfig, 'tokenizer_config.json'))
  const named = SPECIAL_TOKENS.flatMap((key) => (config[key] == null ? [] : [[key, config[key]] as const]))
  return named.length > 0 ? Object.fromEntries(named) : null
}

/** UTF-8, indented by two, as transformers writes its files. */
export function jsonFile(value: JsonValue): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
}

/** Of parsed JSON; nothing where it is no object. */
function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
