import { type LlamaConfig, MODULE_KINDS, moduleName, moduleShape } from './llama-config.ts'

/** Every tensor that a model of this config must have, with its shape; biases are optional. */
export function expectedTensors(config: LlamaConfig): Map<string, { shape: number[]; isOptional: boolean }> {
  const expected = new Map<string, { shape: number[]; isOptional: boolean }>()
  const need = (name: string, ...shape: number[]) => expected.set(name, { shape, isOptional: false })
  need('model.embed_tokens.weight', config.vocab_size, config.hidden_size)
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    need(`model.layers.${layer}.input_layernorm.weight`, config.hidden_size)
    need(`model.layers.${layer}.post_attention_layernorm.weight`, config.hidden_size)
    for (const kind of MODULE_KINDS) {
      const { out, in: in_ } = moduleShape(config, kind)
      need(moduleName(layer, kind), out, in_)
      expected.set(moduleName(layer, kind, 'bias'), { shape: [out], isOptional: true })
    }
  }
  need('model.norm.weight', config.hidden_size)
  if (!config.tie_word_embeddings) need('lm_head.weight', config.vocab_size, config.hidden_size)
  return expected
}

/** Numbers of a model of this config, as it was trained: with `W` in place of its factors, and with biases where it says so. */
export function countParameters(config: LlamaConfig): number {
  let count = 0
  for (const [name, { shape, isOptional }] of expectedTensors(config)) {
    const hasIt = !isOptional || (name.includes('.mlp.') ? config.mlp_bias : config.attention_bias)
    // Qwen2 has biases on q, k and v alone.
    if (hasIt && !name.endsWith('o_proj.bias')) count += shape.reduce((product, size) => product * size, 1)
  }
  return count
}
