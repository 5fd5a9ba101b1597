import { describe, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { referenceLogits } from './reference.ts'

const CONFIG = {
  ...SMALL_CONFIG,
  vocab_size: 23,
  intermediate_size: 18,
  head_dim: 6,
  max_position_embeddings: 32,
  tie_word_embeddings: false,
  attention_bias: true,
  mlp_bias: true,
  eos_token_ids: [],
}

const worst = (a: Float64Array, b: Float64Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))

describe('referenceLogits', () => {
  it('is causal: a later token changes nothing before it', () => {
    const model = randomModel(CONFIG, 3)
    const scales = baseScales(model.adapted)
    const short = referenceLogits(model, scales, [1, 2, 3])
    const long = referenceLogits(model, scales, [1, 2, 3, 4])
    expect(long.slice(0, 3)).toEqual(short)
    expect(worst(referenceLogits(model, scales, [1, 5, 3]).at(-1)!, short.at(-1)!)).toBeGreaterThan(1e-3)
  })

  it('gives the same for a factored and a dense form of one model', () => {
    const factored = randomModel(CONFIG, 3)
    const half = randomModel(CONFIG, 3, { adapted: 'mlp' })
    const ids = [4, 0, 22, 7]
    const a = referenceLogits(factored, baseScales(factored.adapted), ids)
    const b = referenceLogits(half, baseScales(half.adapted), ids)
    expect(worst(a.at(-1)!, b.at(-1)!)).toBeLessThan(1e-4)
  })

  it('knows the order of what came before', () => {
    // One layer and attention without rotation would read [9, 5] and [5, 9] alike.
    const model = randomModel({ ...CONFIG, num_hidden_layers: 1 }, 5)
    const scales = baseScales(model.adapted)
    const [a, b] = [
      [9, 5, 1],
      [5, 9, 1],
    ].map((ids) => referenceLogits(model, scales, ids)[2]!)
    expect(worst(a!, b!)).toBeGreaterThan(1e-4)
  })

  it('uses the scales', () => {
    const model = randomModel(CONFIG, 3)
    const scales = baseScales(model.adapted)
    const other = scales.map((scale, i) => (i === 2 ? 0 : scale))
    const ids = [4, 0, 22]
    expect(
      worst(referenceLogits(model, scales, ids)[2]!, referenceLogits(model, other, ids)[2]!),
    ).toBeGreaterThan(1e-4)
  })
})
