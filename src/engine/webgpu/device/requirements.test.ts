import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { compilePrograms } from '../session/program.ts'
import { acquireDevice, deviceName, findAdapter } from './acquire.ts'
import type { Compiler } from './compiler.ts'
import { divisionFor } from './division.ts'
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
      'asking for an adapter fails',
      {
        gpu: {
          requestAdapter: () => {
            throw new TypeError('no driver')
          },
        },
      },
      'no-adapter',
      /found no graphics/,
    ],
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

it('names http as the reason where the address, and not the browser, is without WebGPU', async () => {
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('isSecureContext', false)
  await expect(acquireDevice()).rejects.toMatchObject({ code: 'no-webgpu', message: /came over http/ })
})

describe('a driver that does not answer', () => {
  const silent = { code: 'no-adapter', message: 'The graphics driver does not answer.' }
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is not waited for, nor asked again, until it answers after all', async () => {
    let answer: (adapter: null) => void = () => undefined
    const requestAdapter = vi.fn(
      () =>
        new Promise<null>((resolve) => {
          answer = resolve
        }),
    )
    vi.stubGlobal('navigator', { gpu: { requestAdapter } })
    const asked = expect(findAdapter()).rejects.toMatchObject(silent)
    await vi.advanceTimersByTimeAsync(20_000)
    await asked
    await expect(findAdapter()).rejects.toMatchObject(silent)
    expect(requestAdapter).toHaveBeenCalledTimes(1)
    answer(null)
    await vi.advanceTimersByTimeAsync(0)
    requestAdapter.mockResolvedValue(null)
    await expect(findAdapter()).resolves.toBeNull()
  })

  it('gives no device too late: it is let go of', async () => {
    const device = { destroy: vi.fn() }
    const requestDevice = () => new Promise((resolve) => setTimeout(() => resolve(device), 30_000))
    const asked = expect(
      acquireDevice({ limits: LIMITS, requestDevice } as unknown as GPUAdapter),
    ).rejects.toMatchObject(silent)
    await vi.advanceTimersByTimeAsync(20_000)
    await asked
    await vi.advanceTimersByTimeAsync(10_000)
    expect(device.destroy).toHaveBeenCalled()
  })

  it('and compiles for ever is an error', async () => {
    const compiler = { pipeline: () => new Promise(() => undefined) } as unknown as Compiler
    const program = { kernel: 'linear', shape: {}, grid: () => [1, 1, 1], resources: () => [] } as const
    const compiling = expect(compilePrograms(compiler, [program as never], GPU)).rejects.toMatchObject({
      message: 'Its compiler does not answer.',
    })
    await vi.advanceTimersByTimeAsync(120_000)
    await compiling
  })
})

it('a device that says nothing of itself, as in older browsers, has no name and is a GPU', () => {
  const device = {} as GPUDevice
  expect(deviceName(device)).toBe('unnamed adapter')
  expect(divisionFor(device, 576).together).toBe(true)
})

describe('a software adapter', () => {
  const software = (subgroupMinSize: number, subgroupMaxSize: number) =>
    ({ adapterInfo: { isFallbackAdapter: true, subgroupMinSize, subgroupMaxSize } }) as unknown as GPUDevice

  it('reads a wide model in fours where four of its invocations run as one', () => {
    expect(divisionFor(software(4, 4), 576).inFours).toBe(true)
    expect(divisionFor(software(4, 4), 128).inFours).toBe(false)
    expect(divisionFor(software(4, 8), 576).inFours).toBe(false)
    expect(divisionFor({ adapterInfo: { isFallbackAdapter: true } } as GPUDevice, 576).inFours).toBe(false)
  })

  it('has no fours where a workgroup is smaller', () => {
    const division = divisionFor(software(4, 4), 576)
    expect(withinLimits(division, LIMITS)).toEqual(division)
    expect(withinLimits(division, { ...LIMITS, maxComputeWorkgroupSizeX: 2 }).inFours).toBeUndefined()
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
