import { allocatorOf } from '../device/allocator.ts'
import { CALL_BYTES } from './call.ts'
import type { BufferName, BufferSizes } from './capacity.ts'

type RowBuffer = 'hidden' | 'projected' | 'queries' | 'attended' | 'inner'

/** Everything on the GPU that belongs to a batch rather than to the model. */
export interface BatchBuffers {
  /** `Call` of call.wgsl. */
  readonly uniform: GPUBuffer
  /** Activations, one row a token. */
  readonly row: Readonly<Record<RowBuffer, GPUBuffer>>
  readonly batch: Readonly<Record<Exclude<BufferName, RowBuffer | 'cache'>, GPUBuffer>>
  /** Keys and values, one buffer a layer. */
  readonly caches: readonly GPUBuffer[]
}

/** @param made takes every buffer as it is made, so that an allocation that breaks off can be freed */
export function createBatchBuffers(
  device: GPUDevice,
  sizes: BufferSizes,
  layers: number,
  made: GPUBuffer[],
): BatchBuffers {
  const allocator = allocatorOf(device)
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC

  function create(label: string, size: number, use: number): GPUBuffer {
    const buffer = allocator.buffer({ label, size: 16 * Math.max(1, Math.ceil(size / 16)), usage: use })
    made.push(buffer)
    return buffer
  }
  const storage = (name: BufferName) => create(name, sizes[name], usage)

  return {
    uniform: create('call', CALL_BYTES, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
    row: {
      hidden: storage('hidden'),
      projected: storage('projected'),
      queries: storage('queries'),
      attended: storage('attended'),
      inner: storage('inner'),
    },
    batch: {
      rows: storage('rows'),
      headRows: storage('headRows'),
      lanes: storage('lanes'),
      soft: storage('soft'),
      scales: storage('scales'),
      rope: storage('rope'),
      logits: storage('logits'),
      chunks: storage('chunks'),
      records: storage('records'),
    },
    caches: Array.from({ length: layers }, () => storage('cache')),
  }
}
