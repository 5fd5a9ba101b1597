import { AppError } from '../../../core/errors.ts'
import { BINDINGS } from './bindings.ts'
import type { Division } from './division.ts'

/** The limits of a device that decide what runs on it. */
export type DeviceLimits = Pick<
  GPUSupportedLimits,
  | 'maxBufferSize'
  | 'maxStorageBufferBindingSize'
  | 'maxStorageBuffersPerShaderStage'
  | 'maxComputeInvocationsPerWorkgroup'
  | 'maxComputeWorkgroupSizeX'
  | 'maxComputeWorkgroupStorageSize'
>

/** A plain copy, which can go to another thread. */
export function limitsOf({ limits }: { readonly limits: GPUSupportedLimits }): DeviceLimits {
  return {
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
  }
}

/** Storage buffers of the kernel that binds most. */
const STORAGE_BUFFERS = Math.max(
  ...Object.values(BINDINGS).map((letters) => [...letters].filter((letter) => letter !== 'u').length),
)
/** Bytes of shared memory an invocation: columns-together.wgsl keeps four rows of a quad and of a square. */
const SHARED_BYTES = 4 * (16 + 4)
/** Fewer invocations share no column. */
const LEAST_SHARED = 32

/** Bytes of the largest buffer that a shader reads whole. */
export function largestBinding(limits: Pick<DeviceLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>) {
  return Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize)
}

/** Why the kernels cannot run on a device whatever the model, one sentence; null where they can. */
export function kernelsLack(limits: DeviceLimits): string | null {
  const { maxStorageBuffersPerShaderStage: buffers } = limits
  if (buffers < STORAGE_BUFFERS)
    return `A kernel reads and writes ${STORAGE_BUFFERS} buffers, and this device allows ${buffers}.`
  return null
}

/** @throws AppError `limit` */
export function requireKernels(limits: DeviceLimits): void {
  const reason = kernelsLack(limits)
  if (reason !== null) throw new AppError('limit', reason, { advice: 'Run on the CPU.' })
}

/** The same work in workgroups that a device allows: smaller ones, or none that share, where its limits are low. */
export function withinLimits({ workgroup, together, inFours }: Division, limits: DeviceLimits): Division {
  const most = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX)
  // Halved, so that columns still divide evenly.
  const fitting = (size: number, fits: (size: number) => boolean): number =>
    size <= 1 || fits(size) ? size : fitting(size / 2, fits)
  const shared = fitting(
    workgroup,
    (size) => size <= most && size * SHARED_BYTES <= limits.maxComputeWorkgroupStorageSize,
  )
  if (together && shared >= LEAST_SHARED) return { workgroup: shared, together }
  const alone = fitting(workgroup, (size) => size <= most)
  return { workgroup: alone, together: false, ...(inFours && alone % 4 === 0 && { inFours }) }
}
