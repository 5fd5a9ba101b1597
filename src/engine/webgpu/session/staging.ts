import { allocatorOf } from '../device/allocator.ts'
import type { DeviceGuard } from '../device/guard.ts'

/** A buffer that the GPU copies results into and the CPU reads. */
export interface StagingBuffer {
  readonly buffer: GPUBuffer
  /** To be called once, after the submit: the first `bytes` bytes. Gives the buffer back to the pool. */
  read(bytes: number): Promise<ArrayBuffer>
}

/** Staging buffers, reused: as many are made as there are results under way at once. */
export interface StagingPool {
  /** Makes so many buffers now, so that none is made between two tokens. */
  reserve(count: number): void
  take(bytes: number): StagingBuffer
  dispose(): void
}

/** Room for the records of many steps: one size for nearly all, so that a later, longer submit fits as well. */
const LEAST_BYTES = 2 ** 16

export function createStagingPool(device: GPUDevice, guard: DeviceGuard): StagingPool {
  const allocator = allocatorOf(device)
  const all = new Set<GPUBuffer>()
  const free: GPUBuffer[] = []

  function obtain(bytes: number): GPUBuffer {
    const at = free.findIndex((buffer) => buffer.size >= bytes)
    const [found] = at < 0 ? [] : free.splice(at, 1)
    if (found) return found
    const small = free.pop()
    if (small) {
      all.delete(small)
      allocator.free(small)
    }
    return create(Math.max(LEAST_BYTES, 256 * Math.ceil((bytes * 1.25) / 256)))
  }

  function create(size: number): GPUBuffer {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST
    const buffer = allocator.buffer({ label: 'staging', size, usage })
    all.add(buffer)
    return buffer
  }

  return {
    reserve(count) {
      while (all.size < count) free.push(create(LEAST_BYTES))
    },
    take(bytes) {
      const buffer = obtain(bytes)
      return {
        buffer,
        async read(count) {
          await guard.watch(buffer.mapAsync(GPUMapMode.READ, 0, count))
          const copy = buffer.getMappedRange(0, count).slice(0)
          buffer.unmap()
          free.push(buffer)
          return copy
        },
      }
    },
    dispose() {
      for (const buffer of all) allocator.free(buffer)
    },
  }
}
