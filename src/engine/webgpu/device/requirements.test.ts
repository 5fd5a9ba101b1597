import { afterEach, describe, expect, it, vi } from 'vitest'
import { acquireDevice } from './acquire.ts'
import { type DeviceLimits, requireKernels, withinLimits } from './requirements.ts'

/** What WebGPU promises everywhere. */
const LIMITS: DeviceLimits = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupStorageSize: 16_384,
}
const GPU = { workgroup: 128, together: true }

afterEach(() => vi.unstubAllGlobals())

describe('a device that cannot be had', () => {
  it.each([
    ['the browser knows none', {}, 'no-webgpu', /has no WebGPU/],
    ['there is no adapter', { gpu: { requestAdapter: async () => null } }, 'no-adapter', /found no graphics/],
    [
      'the adapter gives none',
      {
        gpu: { requestAdapter: async () => ({ limits: LIMITS, requestDevice: () => Promise.reject('no') }) },
      },
      'no-adapter',
      /gave no device/,
    ],
  ])('is a typed error where %s', async (_, navigator, code, said) => {
    vi.stubGlobal('navigator', navigator)
    await expect(acquireDevice()).rejects.toMatchObject({ code, message: expect.stringMatching(said) })
  })
})

describe('a device of small limits', () => {
  it('is used as it is where it has what WebGPU promises', () => {
    expect(withinLimits(GPU, LIMITS)).toEqual(GPU)
    expect(() => requireKernels(LIMITS)).not.toThrow()
  })

  it('gets smaller workgroups, and none that share where sharing would not pay', () => {
    expect(withinLimits(GPU, { ...LIMITS, maxComputeWorkgroupSizeX: 64 })).toEqual({
      ...{ workgroup: 64, together: true },
    })
    expect(withinLimits(GPU, { ...LIMITS, maxComputeWorkgroupStorageSize: 8000 }).workgroup).toBe(64)
    expect(withinLimits(GPU, { ...LIMITS, maxComputeInvocationsPerWorkgroup: 16 })).toEqual({
      ...{ workgroup: 16, together: false },
    })
    expect(withinLimits(GPU, { ...LIMITS, maxComputeWorkgroupStorageSize: 0 })).toEqual({
      ...{ workgroup: 128, together: false },
    })
  })

  it('is refused where a kernel binds more than it allows', () => {
    const few = { ...LIMITS, maxStorageBuffersPerShaderStage: 6 }
    expect(() => requireKernels(few)).toThrow(/7 buffers, and this device allows 6/)
  })
})
