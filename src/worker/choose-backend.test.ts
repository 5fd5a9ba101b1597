import { afterEach, describe, expect, it, vi } from 'vitest'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { chooseBackend, requireCpu } from './choose-backend.ts'

/** A device that reads so many bytes at once. */
const device = (bytes: number | null): void =>
  void vi.stubGlobal('navigator', {
    gpu: {
      requestAdapter: async () =>
        bytes === null
          ? null
          : {
              limits: {
                maxBufferSize: bytes,
                maxStorageBufferBindingSize: bytes,
                maxStorageBuffersPerShaderStage: 8,
              },
            },
    },
  })
const huge = { ...SMALL_CONFIG, vocab_size: 200_000, hidden_size: 20_000 }

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('chooseBackend', () => {
  it('leaves the choice where the model fits, and where there is no device to ask', async () => {
    device(2 ** 30)
    expect(await chooseBackend(SMALL_CONFIG, 'dense', 'auto')).toEqual({ choice: 'auto', reason: null })
    device(null)
    expect(await chooseBackend(SMALL_CONFIG, 'dense', 'auto')).toEqual({ choice: 'auto', reason: null })
    expect(await chooseBackend(SMALL_CONFIG, 'dense', 'webgpu')).toEqual({ choice: 'webgpu', reason: null })
  })

  it('takes the CPU with the reason where a matrix is too large for the device', async () => {
    device(500)
    expect(await chooseBackend(SMALL_CONFIG, 'dense', 'auto')).toEqual({
      choice: 'wasm',
      reason: expect.stringContaining('largest matrix'),
    })
  })

  it('takes the CPU where the driver does not answer, and says so to whoever wants WebGPU', async () => {
    vi.useFakeTimers()
    const requestAdapter = () => new Promise((resolve) => setTimeout(resolve, 60_000))
    vi.stubGlobal('navigator', { gpu: { requestAdapter } })
    const choosing = chooseBackend(SMALL_CONFIG, 'dense', 'auto')
    await vi.advanceTimersByTimeAsync(20_000)
    const reason = 'The graphics driver does not answer.'
    expect(await choosing).toEqual({ choice: 'wasm', reason })
    await expect(chooseBackend(SMALL_CONFIG, 'dense', 'webgpu')).rejects.toMatchObject({
      ...{ code: 'no-adapter', message: reason },
    })
    await vi.advanceTimersByTimeAsync(40_000)
    device(null)
    expect(await chooseBackend(SMALL_CONFIG, 'dense', 'auto')).toEqual({ choice: 'auto', reason: null })
  })

  it('refuses WebGPU by name with the CPU as the way out, and what fits nowhere', async () => {
    device(500)
    await expect(chooseBackend(SMALL_CONFIG, 'dense', 'webgpu')).rejects.toMatchObject({
      code: 'limit',
      advice: expect.stringContaining('CPU'),
    })
    for (const choice of ['auto', 'wasm', 'webgpu'] as const)
      await expect(chooseBackend(huge, 'dense', choice)).rejects.toMatchObject({ code: 'limit' })
    expect(() => requireCpu(SMALL_CONFIG, 'dense')).not.toThrow()
    expect(() => requireCpu(huge, 'dense')).toThrow(expect.objectContaining({ code: 'limit' }))
  })
})
