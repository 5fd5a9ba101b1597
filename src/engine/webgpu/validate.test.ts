import { expect, it } from 'vitest'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { dimensionsOf } from './dimensions.ts'
import { requireOptions } from './validate.ts'

it.each([
  [{ maxTokens: -1 }, /maxTokens is -1/],
  [{ maxTokens: 1.5 }, /maxTokens is 1.5/],
  [{ maxTokens: 1, topK: Number.NaN }, /topK is NaN/],
  [{ maxTokens: 1, temperature: -0.5 }, /temperature of -0.5 means nothing/],
  [{ maxTokens: 1, temperature: Number.NaN }, /temperature of NaN means nothing/],
])('options that mean nothing are refused: %j', (options, said) => {
  expect(() => requireOptions({ maxTokens: 1, topK: 0, temperature: 0 })).not.toThrow()
  expect(() => requireOptions(options)).toThrow(said)
})

it.each([{ head_dim: 7 }, { num_attention_heads: 4, num_key_value_heads: 3 }])(
  'a shape without a kernel is refused: %j',
  (change) => {
    expect(() => dimensionsOf(SMALL_CONFIG)).not.toThrow()
    expect(() => dimensionsOf({ ...SMALL_CONFIG, ...change })).toThrow(/cannot be run/)
  },
)
