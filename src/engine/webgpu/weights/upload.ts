import { AppError } from '../../../core/errors.ts'
import type { FactoredModel } from '../../../model/factored-model.ts'
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
  readonly embedding: Stage
  /** The embedding itself where they are tied. */
  readonly head: Stage
  readonly blocks: readonly BlockStages[]
  readonly scales: ScaleLayout
  readonly bytes: number
  dispose(): void
}

/**
 * Packs and uploads block by block, so that a packed copy of the whole model never exists on the CPU.
 * @throws AppError `limit` where one matrix is larger than the device lets a shader read.
 */
export function uploadWeights(device: GPUDevice, model: FactoredModel): GpuWeights {
  const buffers: GPUBuffer[] = []
  const scales = layoutScales(model)
  let bytes = 0

  function upload(label: string, data: Uint16Array | Float32Array): GPUBuffer {
    requireBindable(device, label, data.byteLength)
    const size = 4 * Math.ceil(data.byteLength / 4)
    const usage = GPUBufferUsage.STORAGE
    const buffer = device.createBuffer({ label, size, usage, mappedAtCreation: true })
    const Type = data instanceof Uint16Array ? Uint16Array : Float32Array
    new Type(buffer.getMappedRange(), 0, data.length).set(data)
    buffer.unmap()
    buffers.push(buffer)
    bytes += size
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

  const blocks = model.blocks.map((block, layer) => {
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
  })
  const embedding = uploadStage('embedding', packEmbedding(model))
  const head = packHead(model)
  return {
    embedding,
    head: head ? uploadStage('head', head) : embedding,
    blocks,
    scales,
    bytes,
    dispose: () => {
      for (const buffer of buffers) buffer.destroy()
    },
  }
}

function requireBindable(device: GPUDevice, label: string, bytes: number): void {
  const most = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize)
  if (bytes <= most) return
  const mebibytes = (count: number) => `${(count / 2 ** 20).toFixed(1)} MiB`
  throw new AppError(
    'limit',
    `The matrix "${label}" takes ${mebibytes(bytes)}, and this device reads at most ${mebibytes(most)} at once.`,
    { advice: 'Factor the model with 16-bit numbers, take a smaller one, or run on the CPU.' },
  )
}
