import { describe, expect, it } from 'vitest'
import { SMALL_CONFIG } from '../small-config.fixture.ts'
import { exportedConfig, generationConfig, specialTokensMap } from './exported-config.ts'

const exported = (source: unknown, changed: Partial<typeof SMALL_CONFIG> = {}) =>
  exportedConfig(source, { ...SMALL_CONFIG, ...changed }, 'bf16')

describe('exportedConfig', () => {
  it("keeps the source's own keys and says in one way what readers decide by", () => {
    const source = {
      ...{ model_type: 'llama', hidden_size: 12, rope_theta: 1e4, own: [1] },
      ...{ dtype: 'float32', torch_dtype: 'float32', quantization_config: { bits: 4 } },
    }
    expect(exported(source)).toEqual({
      ...{ hidden_size: 12, rope_theta: 1e4, own: [1] },
      ...{ model_type: 'llama', architectures: ['LlamaForCausalLM'], torch_dtype: 'bfloat16' },
      ...{ hidden_act: 'silu', num_key_value_heads: 2, head_dim: 4, tie_word_embeddings: true },
      ...{ attention_bias: false, mlp_bias: false, use_cache: true },
    })
    for (const nothing of [null, [1], 'text', undefined])
      expect(exported(nothing)).toMatchObject({ model_type: 'llama' })
  })

  it.each([
    ['mistral', {}, 'MistralForCausalLM'],
    ['mistral', { attention_bias: true }, 'LlamaForCausalLM'],
    ['mistral', { mlp_bias: true }, 'LlamaForCausalLM'],
    ['qwen2', { attention_bias: true }, 'Qwen2ForCausalLM'],
    ['smollm', {}, 'LlamaForCausalLM'],
  ])('calls a %s with %j a %s', (model_type, changed, architecture) => {
    const config = exported({ model_type }, changed)
    expect(config).toMatchObject({ architectures: [architecture] })
    // Only Llama's config knows these; the others would be read without biases.
    expect('attention_bias' in config).toBe(architecture === 'LlamaForCausalLM')
  })
})

it.each([
  [null, [], {}],
  [1, [2], { bos_token_id: 1, eos_token_id: 2 }],
  [0, [2, 5], { bos_token_id: 0, eos_token_id: [2, 5] }],
])('a model that begins with %s and ends with %j says so where answers are made', (begin, ends, said) => {
  const config = { ...SMALL_CONFIG, bos_token_id: begin, eos_token_ids: ends }
  expect(generationConfig(config)).toEqual({ _from_model_config: true, ...said })
})

it('lists the special tokens that the tokenizer names', () => {
  const file = (config: object) => new TextEncoder().encode(JSON.stringify(config))
  expect(specialTokensMap(undefined)).toBeNull()
  expect(specialTokensMap(file({ model_max_length: 5, bos_token: null }))).toBeNull()
  const named = { eos_token: '</s>', unk_token: { content: '<unk>' } }
  expect(specialTokensMap(file({ ...named, bos_token: null, other: 1 }))).toEqual(named)
})
