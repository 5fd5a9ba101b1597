import { afterEach, describe, expect, it, vi } from 'vitest'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { fitOnCpu, fitOnDevice, planWeights } from './limits.ts'

const MIB = 2 ** 20
const LIMITS = {
  ...{ maxBufferSize: 256 * MIB, maxStorageBufferBindingSize: 128 * MIB, maxStorageBuffersPerShaderStage: 8 },
  ...{ maxComputeInvocationsPerWorkgroup: 256, maxComputeWorkgroupSizeX: 256 },
  maxComputeWorkgroupStorageSize: 16_384,
}
const NO_BATCH = { bytes: 0, largest: 0 }

/** Bytes of the matrices of a model in memory. */
function matrixBytes(adapted: 'mlp' | 'all'): number {
  const { blocks, embedding } = randomModel(SMALL_CONFIG, 1, { dtype: 'f16', adapted })
  const linears = blocks.flatMap((block) => Object.values(block.linears))
  const inBlocks = linears.map((linear) =>
    linear.form === 'dense' ? linear.w.data.length : linear.u.data.length + linear.v.data.length,
  )
  return 2 * inBlocks.reduce((sum, length) => sum + length, embedding.data.length)
}

describe('planWeights', () => {
  it('is the sum of the matrices, within the norms and biases it counts with them', () => {
    const { bytes } = planWeights(SMALL_CONFIG, 'factored')
    expect(bytes).toBeGreaterThanOrEqual(matrixBytes('all'))
    expect(bytes).toBeLessThan(matrixBytes('all') + 500)
    expect(planWeights(SMALL_CONFIG, 'dense').bytes).toBeLessThan(bytes)
  })

  it('finds the largest buffer: matrices that lie together, whatever the vocabulary, which may lie in parts', () => {
    const wide = { ...SMALL_CONFIG, vocab_size: 100_000, intermediate_size: 300 }
    expect(planWeights(wide, 'dense').largest).toBe(2 * 2 * 300 * 12)
  })

  it('lets a vocabulary as large as that of Llama 3 run under the default limits', () => {
    const llama = {
      ...SMALL_CONFIG,
      ...{ vocab_size: 128_256, hidden_size: 2048, intermediate_size: 8192, num_hidden_layers: 16 },
      ...{ num_attention_heads: 32, num_key_value_heads: 8, head_dim: 64 },
    }
    expect(2 * llama.vocab_size * llama.hidden_size).toBeGreaterThan(128 * MIB)
    expect(fitOnDevice(planWeights(llama, 'factored'), LIMITS, null)).toMatchObject({ fits: true })
  })
})

describe('what fits', () => {
  it('is said before anything is allocated, with the reason and the way out', () => {
    const small = { bytes: 200 * MIB, largest: 100 * MIB, batch: NO_BATCH }
    expect(fitOnDevice(small, LIMITS, null)).toEqual({ bytes: 200 * MIB, fits: true, reason: null })
    expect(fitOnDevice(small, null, null)).toMatchObject({ fits: false })
    const large = { bytes: 3000 * MIB, largest: 150 * MIB, batch: NO_BATCH }
    expect(fitOnDevice(large, LIMITS, null)).toMatchObject({
      fits: false,
      reason: expect.stringMatching(/158 MB.*135 MB/),
    })
    expect(fitOnCpu(large, null)).toMatchObject({ fits: false, reason: expect.stringMatching(/6\.3 GB/) })
    expect(fitOnCpu(small, null)).toMatchObject({ fits: true, bytes: 400 * MIB })
    expect(fitOnDevice(small, LIMITS, 256 * MIB)).toMatchObject({
      fits: false,
      reason: expect.stringMatching(/about 269 MB of memory/),
    })
  })

  it('is left open where the browser does not tell of so much memory', () => {
    const seven = { bytes: 14e9, largest: 100 * MIB, batch: NO_BATCH }
    expect(fitOnDevice(seven, LIMITS, null)).toMatchObject({
      fits: true,
      reason: expect.stringMatching(/not known/),
    })
    expect(fitOnDevice(seven, LIMITS, 4 * 1024 * MIB)).toMatchObject({ fits: false })
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })
  it.each([
    [{ deviceMemory: 2 }, false, /about 2\.1 GB of memory/],
    [{ deviceMemory: 8 }, true, /not known/],
    [{}, true, /not known/],
  ])('asks the browser how much memory there is: %j', (navigator, fits, said) => {
    vi.stubGlobal('navigator', navigator)
    const plan = { bytes: 10e9, largest: 100 * MIB, batch: NO_BATCH }
    expect(fitOnDevice(plan, LIMITS)).toMatchObject({ fits, reason: expect.stringMatching(said) })
  })

  it('counts the batch with the weights, and what a kernel binds', () => {
    const plan = { bytes: 200 * MIB, largest: 100 * MIB, batch: { bytes: 80 * MIB, largest: 10 * MIB } }
    expect(fitOnDevice(plan, LIMITS, null)).toMatchObject({ fits: true, bytes: 280 * MIB })
    expect(fitOnDevice(plan, LIMITS, 300 * MIB)).toMatchObject({ fits: false })
    const deep = { ...plan, batch: { bytes: 300 * MIB, largest: 130 * MIB } }
    expect(fitOnDevice(deep, LIMITS, null)).toMatchObject({
      reason: expect.stringMatching(/keys and values of one answer take 137 MB/),
    })
    expect(fitOnDevice(plan, { ...LIMITS, maxStorageBuffersPerShaderStage: 4 }, null)).toMatchObject({
      reason: expect.stringMatching(/A kernel reads and writes 7 buffers, and this device allows 4/),
    })
  })
})
