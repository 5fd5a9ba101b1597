import type { FactoredModel, Linear } from './factored-model.ts'
import { MODULE_GROUPS, MODULE_KINDS, type ModuleGroup } from './llama-config.ts'

/** `A [rank, in]` and `B [out, rank]`, row major: together `ΔW = (alpha / rank) B A`. */
export interface LoraPart {
  readonly module: Linear
  readonly a: Float32Array
  readonly b: Float32Array
}

/** Low-rank matrices beside the weights of some modules (Hu et al. 2021): the baseline of the paper. */
export interface LoraAdapter {
  readonly name: string
  readonly rank: number
  readonly alpha: number
  readonly parts: readonly LoraPart[]
  readonly provenance: Readonly<Record<string, string>>
}

/** Every linear of the model in the order of its layers, whether adapted or not. */
export function allLinears(model: FactoredModel): readonly Linear[] {
  return model.blocks.flatMap(({ linears }) => MODULE_KINDS.map((kind) => linears[kind]))
}

/** The linears of a group in all layers. */
export function groupLinears(model: FactoredModel, group: ModuleGroup): readonly Linear[] {
  return allLinears(model).filter(({ kind }) => MODULE_GROUPS[group].includes(kind))
}

/** How many numbers the adapter holds. */
export function loraSize({ parts }: Pick<LoraAdapter, 'parts'>): number {
  return parts.reduce((sum, { a, b }) => sum + a.length + b.length, 0)
}
