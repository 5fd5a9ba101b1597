import { nuclearNorms } from '../core/nuclear-norm.ts'
import type { FactoredLinear, FactoredModel } from '../model/factored-model.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import { MODULE_GROUPS } from '../model/llama-config.ts'

/** One module's trainable vector: `z = 1 + w`, used with its nuclear norm restored. */
export interface TrainedModule {
  readonly module: FactoredLinear
  readonly w: Float32Array
}

/** w = 0 for every adapted module of the group: the base model. */
export function startAtBase(model: FactoredModel, group: ModuleGroup): readonly TrainedModule[] {
  return model.adapted
    .filter(({ kind }) => MODULE_GROUPS[group].includes(kind))
    .map((module) => ({ module, w: new Float32Array(module.rank) }))
}

/** `c = Σσ` and `d = Σσz`; both 1 for a zero weight, which no z can change. */
function sums({ module, w }: TrainedModule) {
  const { base, scaled } = nuclearNorms(module.sigma, (i) => 1 + (w[i] ?? 0))
  return base === 0 ? { base: 1, scaled: 1 } : { base, scaled }
}

/** `ẑ = z Σσ / Σ(σ z)`, `[rank]`: what an expert file holds, so that every mixing mode agrees at α = 1. */
export function normalisedZ(trained: TrainedModule): Float32Array {
  const { base, scaled } = sums(trained)
  return trained.w.map((w) => ((1 + w) * base) / scaled)
}

/** Scales of the whole model with the trained modules at their ẑ. */
export function trainedScales(base: Float32Array, trained: readonly TrainedModule[]): Float32Array {
  const scales = base.slice()
  for (const part of trained) {
    const { module } = part
    normalisedZ(part).forEach((z, i) => {
      scales[module.scaleOffset + i] = z * (module.sigma[i] ?? 0)
    })
  }
  return scales
}

/**
 * dL/dw from dL/ds through the nuclear-norm factor: with g = dL/ds, c = Σσ, d = Σσz,
 * `dL/dz_i = (c/d) σ_i (g_i − (1/d) Σ_j σ_j z_j g_j)` (DESIGN §5).
 */
export function gradientOfW(trained: TrainedModule, dScales: Float32Array): Float32Array {
  const { module, w } = trained
  const { base, scaled } = sums(trained)
  let mean = 0
  for (let i = 0; i < w.length; i++)
    mean += (module.sigma[i] ?? 0) * (1 + (w[i] ?? 0)) * (dScales[module.scaleOffset + i] ?? 0)
  mean /= scaled
  return w.map(
    (_, i) => (base / scaled) * (module.sigma[i] ?? 0) * ((dScales[module.scaleOffset + i] ?? 0) - mean),
  )
}
