import { expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { openDevice } from '../../engine/device-owner/device-owner.ts'
import type { Engine } from '../../engine/engine.ts'
import { acquireDevice } from '../../engine/webgpu/device/acquire.ts'
import { fitOnCpu, fitOnDevice } from '../../worker/limits.ts'
import { computesWrong } from '../../worker/start-engine.ts'
import { deReason } from './de/de-reasons.ts'

const MIB = 2 ** 20
const LIMITS = {
  ...{ maxBufferSize: 256 * MIB, maxStorageBufferBindingSize: 128 * MIB, maxStorageBuffersPerShaderStage: 8 },
  ...{ maxComputeInvocationsPerWorkgroup: 256, maxComputeWorkgroupSizeX: 256 },
  maxComputeWorkgroupStorageSize: 16_384,
}
const BATCH = { bytes: MIB, largest: MIB }

const startCpu = () => Promise.resolve({ description: { backend: 'wasm', device: '' } } as Engine)

/** What the owner of a device says once none could be had. */
async function reasonAfter(error: unknown): Promise<string | null> {
  const startGpu = () => Promise.reject(error)
  const owner = await openDevice({ choice: 'auto', startGpu, startCpu, wait: () => Promise.resolve() })
  return owner.state().reason
}

it('tells in German why something runs on the CPU, or does not fit', async () => {
  const lost = new AppError('device-lost', 'The graphics device was lost (unknown).')
  const reasons = [
    fitOnDevice({ bytes: MIB, largest: MIB, batch: BATCH }, null, null).reason,
    fitOnDevice({ bytes: MIB, largest: 200 * MIB, batch: BATCH }, LIMITS, null).reason,
    fitOnDevice({ bytes: MIB, largest: MIB, batch: { bytes: MIB, largest: 200 * MIB } }, LIMITS, null).reason,
    fitOnDevice({ bytes: 999 * MIB, largest: MIB, batch: BATCH }, LIMITS, 256 * MIB).reason,
    fitOnDevice(
      { bytes: MIB, largest: MIB, batch: BATCH },
      { ...LIMITS, maxStorageBuffersPerShaderStage: 1 },
      null,
    ).reason,
    fitOnCpu({ bytes: 4000 * MIB }, null).reason,
    computesWrong({ worstError: 0.3, tolerance: 1e-4, passed: false, checks: [], ms: 1 }).message,
    await acquireDevice().catch((error: Error) => error.message),
    await reasonAfter(lost),
    await reasonAfter(new AppError('no-adapter', 'WebGPU found no graphics adapter.')),
    await reasonAfter(new TypeError('x is not a function')),
  ]
  for (const reason of reasons) {
    expect(reason).not.toBeNull()
    expect(deReason(String(reason))).not.toMatch(/\b(the|this|and|takes|found|did|has)\b/i)
  }
  expect(deReason('A new reason.')).toBe('A new reason.')
})
