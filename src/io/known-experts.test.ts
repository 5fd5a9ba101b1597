import { describe, expect, it } from 'vitest'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { knownModel } from './known-experts.ts'

const SMOLLM2 = {
  ...SMALL_CONFIG,
  ...{ vocab_size: 49_152, hidden_size: 576, intermediate_size: 1536, num_hidden_layers: 30 },
  ...{ num_attention_heads: 9, num_key_value_heads: 3, head_dim: 64 },
  ...{ max_position_embeddings: 8192, rope_theta: 100_000 },
}

describe('knownModel', () => {
  it('knows SmolLM2-135M-Instruct by its config and its chat form, whatever its file was called', () => {
    expect(knownModel({ config: SMOLLM2, form: 'chat' })?.folder).toBe('smollm2-135m-instruct')
  })

  it.each([
    ['a model without a chat template', SMOLLM2, 'plain'],
    ['an earlier model of the same shapes', { ...SMOLLM2, rope_theta: 10_000 }, 'chat'],
    ['any other model', SMALL_CONFIG, 'chat'],
  ] as const)('offers nothing to %s', (_, config, form) => {
    expect(knownModel({ config, form })).toBeNull()
  })
})
