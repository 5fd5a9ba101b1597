/** What `t2 pretrain` reads, for a model that it makes in a moment. */
export function smallRecipe(steps: number) {
  return {
    ...{ name: 'small', seed: 3 },
    model: {
      ...{ hidden_size: 16, intermediate_size: 24, num_hidden_layers: 1, num_attention_heads: 2 },
      ...{ num_key_value_heads: 2, max_position_embeddings: 256, rms_norm_eps: 1e-5, rope_theta: 10000 },
    },
    training: {
      ...{ steps, batch_size: 2, learning_rate: 0.002, final_learning_rate: 0.0001, warmup_steps: 5 },
      ...{ weight_decay: 0.05, prompt_weight: 0.1, clip_norm: 1 },
    },
  }
}
