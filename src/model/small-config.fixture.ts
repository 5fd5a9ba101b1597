import type { LlamaConfig } from './llama-config.ts'

/** The smallest model with every awkward size: heads that share, odd widths, `head_dim` apart from hidden / heads. */
export const SMALL_CONFIG: LlamaConfig = {
  vocab_size: 420,
  hidden_size: 12,
  intermediate_size: 17,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 4,
  max_position_embeddings: 64,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  tie_word_embeddings: true,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: null,
  eos_token_ids: [3],
}
