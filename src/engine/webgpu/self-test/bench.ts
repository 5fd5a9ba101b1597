import type { Prng } from '../../../core/prng.ts'
import type { StoredArray } from '../../../model/factored-model.ts'
import { toFloat16, toFloat32 } from '../../../model/stored-array.ts'
import { allocatorOf } from '../device/allocator.ts'
import { type Compiler, createCompiler, type Variant } from '../device/compiler.ts'
import { type Division, workgroupsFor, worksInFours } from '../device/division.ts'
import { type DeviceGuard, guardDevice } from '../device/guard.ts'
import { KERNELS, type KernelName } from '../device/kernels.ts'
import type { ShapeValues } from '../device/shape.ts'
import { type CallFields, encodeCall } from '../session/call.ts'

/** Runs one kernel at a time on given buffers. */
export interface Bench {
  readonly division: Division
  /**
   * `buffers` are the kernel's bindings between `Call` and `Shape`. Resolves with those that the kernel writes, in order.
   * `grid` as in a Program.
   */
  run(
    kernel: KernelName,
    variant: Variant,
    shape: ShapeValues,
    call: Partial<CallFields>,
    buffers: readonly BufferData[],
    grid: readonly [number, number, number],
  ): Promise<ArrayBuffer[]>
  dispose(): void
}

type BufferData = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>

const NO_CALL: CallFields = {
  rows: 1,
  headRows: 1,
  slotTokens: 4,
  valueBase: 0,
  topK: 0,
  temperature: 0,
  recordStride: 8,
}

export function createBench(device: GPUDevice, division: Division): Bench {
  const guard: DeviceGuard = guardDevice(device)
  const allocator = allocatorOf(device)
  const compiler: Compiler = createCompiler(device, division)

  function upload(data: BufferData | ArrayBuffer, usage: number): GPUBuffer {
    const bytes = 16 * Math.max(1, Math.ceil(data.byteLength / 16))
    const buffer = allocator.buffer({ size: bytes, usage, mappedAtCreation: true })
    const source =
      data instanceof ArrayBuffer
        ? new Uint8Array(data)
        : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    new Uint8Array(buffer.getMappedRange()).set(source)
    buffer.unmap()
    return buffer
  }

  return {
    division,
    dispose: compiler.dispose,
    async run(kernel, variant, shape, call, buffers, [x, y, z]) {
      const [weights = 0, input = 0, vectors = 0] = buffers.map(({ byteLength }) =>
        Math.ceil(byteLength / 16),
      )
      const fours = worksInFours(division, kernel, shape) && {
        ...{ inFours: true, lengths: { weights, input, vectors } },
      }
      const pipeline = await guard.watch(compiler.pipeline(kernel, { ...variant, ...fours }))
      const uniform = upload(encodeCall({ ...NO_CALL, ...call }), GPUBufferUsage.UNIFORM)
      const storage = buffers.map((data) => upload(data, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC))
      const written = storage.filter((_, index) => KERNELS[kernel].bindings[index + 1] === 'w')
      const results = written.map(({ size }) =>
        allocator.buffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST }),
      )
      const all = [uniform, ...storage, ...results]
      try {
        const encoder = device.createCommandEncoder()
        const pass = encoder.beginComputePass()
        pass.setPipeline(pipeline)
        pass.setBindGroup(
          0,
          compiler.bind(
            kernel,
            [uniform, ...storage, compiler.shape(kernel, shape)].map((buffer) => ({ buffer })),
          ),
        )
        pass.dispatchWorkgroups(workgroupsFor(division, kernel, x), y, z)
        pass.end()
        for (const [index, buffer] of written.entries()) {
          const result = results[index]
          if (result) encoder.copyBufferToBuffer(buffer, 0, result, 0, buffer.size)
        }
        device.queue.submit([encoder.finish()])
        return await Promise.all(
          results.map(async (buffer) => {
            await guard.watch(buffer.mapAsync(GPUMapMode.READ))
            return buffer.getMappedRange().slice(0)
          }),
        )
      } finally {
        for (const buffer of all) allocator.free(buffer)
      }
    },
  }
}

/** Random numbers of a size, of both signs; every seventh is a thousand times smaller. */
export function randomNumbers(prng: Prng, length: number, magnitude = 1): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => prng.normal() * magnitude * (i % 7 === 6 ? 1e-3 : 1))
}

/** Random numbers in storage precision, and what they are after rounding. */
export function randomStored(
  prng: Prng,
  length: number,
  dtype: 'F16' | 'F32',
  magnitude = 1,
): { stored: StoredArray; values: Float32Array } {
  const exact = randomNumbers(prng, length, magnitude)
  const stored: StoredArray = dtype === 'F16' ? toFloat16(exact) : { dtype, data: exact }
  return { stored, values: toFloat32(stored) }
}

/**
 * Largest difference relative to the largest wanted number; infinite where anything is not a number. Where
 * `terms` are given (the sum of the sizes of what was added up) they set the scale, since a sum that cancels
 * cannot be more exact than its terms.
 */
export function relativeError(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  terms?: ArrayLike<number>,
): number {
  let worst = 0
  let scale = Number.MIN_VALUE
  for (let i = 0; i < want.length; i++) {
    const difference = Math.abs((got[i] ?? Number.NaN) - (want[i] ?? 0))
    if (!Number.isFinite(difference)) return Number.POSITIVE_INFINITY
    worst = Math.max(worst, difference)
    scale = Math.max(scale, Math.abs((terms ?? want)[i] ?? 0))
  }
  return worst / scale
}
