import { describe, expect, it } from 'vitest'
import { thinSvd } from '../core/svd.ts'
import { moduleName } from './llama-config.ts'
import { randomCheckpointTensors, randomModel } from './random-model.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'

describe('randomModel', () => {
  it('is decided by its seed', () => {
    expect(randomModel(SMALL_CONFIG, 5)).toEqual(randomModel(SMALL_CONFIG, 5))
    expect(randomModel(SMALL_CONFIG, 5).finalNorm).not.toEqual(randomModel(SMALL_CONFIG, 6).finalNorm)
    expect(randomModel(SMALL_CONFIG, 5).hash).not.toBe(randomModel(SMALL_CONFIG, 6).hash)
  })

  it('has biases where the config has them', () => {
    const biases = (options: object, config: object) => {
      const { linears } = randomModel({ ...SMALL_CONFIG, ...config }, 1, options).blocks[0]!
      return Object.values(linears).map((linear) => linear.bias?.length ?? 0)
    }
    expect(biases({}, {})).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(biases({}, { attention_bias: true })).toEqual([16, 8, 8, 0, 0, 0, 0])
    expect(biases({ outputBias: true }, { attention_bias: true, mlp_bias: true })).toEqual([
      16, 8, 8, 12, 17, 17, 12,
    ])
  })

  it('keeps what is not adapted dense, in the storage asked for', () => {
    const model = randomModel(SMALL_CONFIG, 1, { adapted: 'mlp', dtype: 'f16' })
    const { q, up } = model.blocks[1]!.linears
    expect([q.form, up.form, model.embedding.dtype]).toEqual(['dense', 'factored', 'F16'])
    expect(model.adapted).toHaveLength(6)
  })
})

describe('randomCheckpointTensors', () => {
  it('spreads the singular values over four powers of ten when asked', () => {
    const config = { ...SMALL_CONFIG, hidden_size: 32 }
    const name = moduleName(0, 'up')
    const condition = (spectrum: 'gaussian' | 'steep') => {
      const { data, shape } = randomCheckpointTensors(config, 1, { spectrum }).get(name)!
      const { sigma } = thinSvd(data, shape[0]!, shape[1]!)
      return sigma[0]! / sigma.at(-1)!
    }
    expect(condition('gaussian')).toBeLessThan(50)
    expect(condition('steep')).toBeGreaterThan(50)
  })
})
