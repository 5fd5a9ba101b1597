import type { FactoredModel, Linear } from '../../../model/factored-model.ts'
import type { ModuleKind } from '../../../model/llama-config.ts'

/** The linears that run as one dispatch, because they read the same input. */
export const FUSED = {
  attention: ['q', 'k', 'v'],
  output: ['o'],
  mlp: ['gate', 'up'],
  down: ['down'],
} as const satisfies Readonly<Record<string, readonly ModuleKind[]>>

export type FusedGroup = keyof typeof FUSED

interface Segment {
  /** Where in a scale vector; null for a dense linear in a factored group, whose scales are ones. */
  readonly from: number | null
  readonly to: number
  readonly length: number
}

/**
 * How a lane's scales lie on the GPU: the model's scale vector with every fused group moved to a multiple of
 * 256 bytes, so that it can be bound by itself, and every rank padded to a multiple of four.
 */
export interface ScaleLayout {
  /** Floats of one lane, a multiple of 64. */
  readonly stride: number
  /** Where a fused group starts; null where it is dense. */
  offset(layer: number, group: FusedGroup): number | null
  /** Moves `scales [totalRank]` into `target [stride]`. */
  write(scales: Float32Array, target: Float32Array): void
}

const ALIGNMENT = 64

/** The layout for a model; one with nothing factored has room for ones all the same. */
export function layoutScales(model: FactoredModel): ScaleLayout {
  const segments: Segment[] = []
  const offsets = new Map<string, number>()
  let end = 0
  for (const [layer, block] of model.blocks.entries()) {
    for (const [group, kinds] of Object.entries(FUSED)) {
      const linears: readonly Linear[] = kinds.map((kind) => block.linears[kind])
      if (linears.every((linear) => linear.form === 'dense')) continue
      offsets.set(`${layer} ${group}`, end)
      for (const linear of linears) {
        const isFactored = linear.form === 'factored'
        const length = isFactored ? linear.rank : linear.in
        segments.push({ from: isFactored ? linear.scaleOffset : null, to: end, length })
        end += 4 * Math.ceil(length / 4)
      }
      end = ALIGNMENT * Math.ceil(end / ALIGNMENT)
    }
  }
  return {
    // A model with nothing factored still binds a scales buffer.
    stride: Math.max(end, ALIGNMENT),
    offset: (layer, group) => offsets.get(`${layer} ${group}`) ?? null,
    write(scales, target) {
      target.fill(0)
      for (const { from, to, length } of segments) {
        if (from === null) target.fill(1, to, to + length)
        else target.set(scales.subarray(from, from + length), to)
      }
    },
  }
}
