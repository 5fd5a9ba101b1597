import { AppError } from '../../../core/errors.ts'
import type { GpuMemory } from '../../device-owner/device-state.ts'

/** Makes the buffers of one device, and knows how many there are. */
export interface Allocator {
  /**
   * @throws AppError `limit` for a size that the device does not allow, `out-of-memory` where a mapped one finds no room;
   * what else goes wrong is for an error scope around it
   */
  buffer(descriptor: GPUBufferDescriptor): GPUBuffer
  /** Destroys a buffer, once. */
  free(buffer: GPUBuffer): void
}

const allocators = new WeakMap<GPUDevice, Allocator>()
/** On all devices of this thread: what is not freed with its device is seen here. */
const living = { bytes: 0, buffers: 0 }

/** What lies on the devices of this thread now. */
export function allocatedMemory(): GpuMemory {
  return { ...living }
}

/** The one allocator of a device; its buffers are counted in `allocatedMemory`. */
export function allocatorOf(device: GPUDevice): Allocator {
  const known = allocators.get(device)
  if (known) return known
  const own = new Map<GPUBuffer, number>()
  const made: Allocator = {
    buffer(descriptor) {
      const { size, label = '' } = descriptor
      if (size > device.limits.maxBufferSize) throw tooLarge(label, size, device.limits.maxBufferSize)
      const buffer = create(device, descriptor)
      own.set(buffer, size)
      living.bytes += size
      living.buffers += 1
      return buffer
    },
    free(buffer) {
      const size = own.get(buffer)
      if (size === undefined) return
      own.delete(buffer)
      living.bytes -= size
      living.buffers -= 1
      buffer.destroy()
    },
  }
  allocators.set(device, made)
  return made
}

function create(device: GPUDevice, descriptor: GPUBufferDescriptor): GPUBuffer {
  try {
    return device.createBuffer(descriptor)
  } catch (cause) {
    // Mapped buffers need room in this process as well.
    if (cause instanceof RangeError) throw noRoom(descriptor.size, cause)
    throw cause
  }
}

function tooLarge(label: string, size: number, most: number): AppError {
  return new AppError(
    'limit',
    `The buffer "${label}" takes ${inMegabytes(size)}, and this device allows ${inMegabytes(most)}.`,
    { advice: 'Use fewer lanes, shorter prompts or a smaller model, or run on the CPU.' },
  )
}

/** The error that so many bytes found no room. */
export function noRoom(bytes: number, cause: unknown): AppError {
  return new AppError('out-of-memory', `The graphics device has no ${inMegabytes(bytes)} left.`, {
    advice: 'Use fewer lanes, shorter prompts or a smaller model, or close other tabs.',
    cause,
  })
}

/** For people: 1.5 MB. */
export function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
