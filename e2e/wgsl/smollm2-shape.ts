import type { LlamaConfig } from '../../src/model/llama-config.ts'

/** Layers of SmolLM2-135M's shape, and a vocabulary that does not drown them: fewer of both take the same kernels. */
export const SMOLLM2_SHAPE: LlamaConfig = {
  vocab_size: 8192,
  hidden_size: 576,
  intermediate_size: 1536,
  num_hidden_layers: 2,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  head_dim: 64,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-5,
  rope_theta: 100_000,
  tie_word_embeddings: true,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: null,
  eos_token_ids: [],
}

const PROMPT = 16
/** What both engines of a comparison read. */
export const PROMPT_IDS: readonly number[] = Array.from(
  { length: PROMPT },
  (_, i) => (i * 997 + 11) % SMOLLM2_SHAPE.vocab_size,
)

/** How many tokens two answers begin with alike. */
export function sameStart(a: readonly number[], b: readonly number[]): number {
  const parts = a.findIndex((id, index) => id !== b[index])
  return parts < 0 ? a.length : parts
}
