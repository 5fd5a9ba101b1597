import { expect, it } from 'vitest'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { initialWeights } from './initial-weights.ts'

const [WIDTH, INNER, LAYERS, DECAY] = [64, 96, 3, 0.1]
const config = {
  ...SMALL_CONFIG,
  ...{
    vocab_size: 300,
    hidden_size: WIDTH,
    intermediate_size: INNER,
    num_hidden_layers: LAYERS,
    head_dim: 16,
  },
}

it('starts every parameter at the size that is documented, and decays matrices alone', () => {
  const gain = Math.sqrt(WIDTH) / 2
  for (const { name, shape, values, rate = 1, decay = 0 } of initialWeights(config, 1, DECAY)) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    const isLast = name === 'model.norm.weight'
    const expected = name.includes('embed_tokens')
      ? { deviation: 0.02 * gain, rate: gain, decay: DECAY / gain }
      : name.includes('norm')
        ? { deviation: 0, rate: isLast ? 1 / gain : 1, decay: 0 }
        : {
            deviation: 1 / Math.sqrt(shape[1]!) / (/o_proj|down_proj/.test(name) ? Math.sqrt(2 * LAYERS) : 1),
            ...{ rate: 1, decay: DECAY },
          }
    expect([name, rate, decay]).toEqual([name, expected.rate, expected.decay])
    expect(Math.abs(deviation - expected.deviation), name).toBeLessThanOrEqual(0.06 * expected.deviation)
    expect(mean, name).toBeCloseTo(name.includes('norm') ? (isLast ? 1 / gain : 1) : 0, 1)
  }
})
