import { AppError } from '../../../core/errors.ts'
import type { FactoredModel, LlamaBlock } from '../../../model/factored-model.ts'
import { allocatorOf } from '../device/allocator.ts'
import { inErrorScopes } from '../device/error-scopes.ts'
import type { DeviceGuard } from '../device/guard.ts'
import { FUSED, type FusedGroup, layoutScales, type ScaleLayout } from './scale-layout.ts'
import { type PackedStage, packBlock, packEmbedding, packHead } from './stages.ts'

/** A `PackedStage` on the GPU. */
export interface Stage extends Omit<PackedStage, 'weights' | 'vectors'> {
  readonly weights: GPUBuffer
  readonly vectors: GPUBuffer
  readonly dtype: 'F16' | 'F32'
}

export interface StagePair {
  readonly project: Stage | null
  readonly expand: Stage
}

export type BlockStages = Readonly<Record<FusedGroup, StagePair>>

/** A model's weights on the GPU: read by all lanes, never written again. */
export interface GpuWeights {
  /** Successive tokens a part; one, unless it is larger than the device reads at once. */
  readonly embedding: readonly Stage[]
  /** The embedding itself where they are tied. */
  readonly head: readonly Stage[]
  readonly blocks: readonly BlockStages[]
  readonly scales: ScaleLayout
  readonly bytes: number
  dispose(): void
}

/**
 * Packs and uploads block by block, so that a packed copy of the whole model never exists on the CPU, and stops at the
 * first block that finds no room.
 * @param largest bytes of a matrix that the device reads at once
 * @throws AppError `limit` where one matrix is larger than the device lets a shader read, `out-of-memory`.
 */
export async function uploadWeights(
  device: GPUDevice,
  guard: DeviceGuard,
  model: FactoredModel,
  largest: number,
): Promise<GpuWeights> {
  const allocator = allocatorOf(device)
  const buffers: GPUBuffer[] = []
  const scales = layoutScales(model)
  let bytes = 0

  function upload(label: string, data: Uint16Array | Float32Array): GPUBuffer {
    requireBindable(label, data.byteLength, largest)
    const size = 4 * Math.ceil(data.byteLength / 4)
    bytes += size
    const usage = GPUBufferUsage.STORAGE
    const buffer = allocator.buffer({ label, size, usage, mappedAtCreation: true })
    buffers.push(buffer)
    const Type = data instanceof Uint16Array ? Uint16Array : Float32Array
    new Type(buffer.getMappedRange(), 0, data.length).set(data)
    buffer.unmap()
    return buffer
  }

  function uploadStage(label: string, { weights, vectors, ...rest }: PackedStage): Stage {
    return {
      ...rest,
      weights: upload(label, weights.data),
      vectors: upload(`${label} vectors`, vectors),
      dtype: weights.dtype,
    }
  }

  function uploadBlock(block: LlamaBlock, layer: number): BlockStages {
    const packed = packBlock(block, layer, model.config, scales)
    const pair = (group: FusedGroup): StagePair => {
      const { project, expand } = packed[group]
      const label = `layer ${layer} ${FUSED[group].join(' ')}`
      return {
        project: project && uploadStage(`${label} V`, project),
        expand: uploadStage(`${label} U`, expand),
      }
    }
    return { attention: pair('attention'), output: pair('output'), mlp: pair('mlp'), down: pair('down') }
  }

  const part = <T>(make: () => T): Promise<T> => inErrorScopes(device, guard, () => bytes, make)
  async function uploadParts(label: string, parts: Iterable<PackedStage>): Promise<readonly Stage[]> {
    const stages: Stage[] = []
    for (const packed of parts) stages.push(await part(() => uploadStage(label, packed)))
    return stages
  }
  const dispose = (): void => {
    for (const buffer of buffers.splice(0)) allocator.free(buffer)
  }
  try {
    // The largest first: what does not fit is found out at once.
    const embedding = await uploadParts('embedding', packEmbedding(model, largest))
    const head = packHead(model, largest)
    const uploaded = head ? await uploadParts('head', head) : embedding
    const blocks: BlockStages[] = []
    for (const [layer, block] of model.blocks.entries()) {
      blocks.push(await part(() => uploadBlock(block, layer)))
    }
    return { embedding, head: uploaded, blocks, scales, bytes, dispose }
  } catch (thrown) {
    dispose()
    throw thrown
  }
}

function requireBindable(label: string, bytes: number, most: number): void {
  if (bytes <= most) return
  const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`
  throw new AppError(
    'limit',
    `The matrix "${label}" takes ${megabytes(bytes)}, and this device reads at most ${megabytes(most)} at once.`,
    { advice: 'Factor the model with 16-bit numbers, take a smaller one, or run on the CPU.' },
  )
}
