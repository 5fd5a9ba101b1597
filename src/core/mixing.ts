import { createMixer } from './mixer.ts'
import type { MixMode, MixTerm, SpectralModule } from './mixing-types.ts'

/** The unmixed scales `s = sigma`, concatenated in the order of `modules`: the base model. */
export function baseScales(modules: readonly SpectralModule[]): Float32Array {
  const scales = new Float32Array(modules.reduce((sum, { rank }) => sum + rank, 0))
  for (const module of modules) scales.set(module.sigma, module.scaleOffset)
  return scales
}

/**
 * The scales `s = sigma ⊙ z'` of a mix, `[total rank]`, computed in float64 and rounded once.
 *
 * - `blend`: `z' = 1 + Σ_k α_k (ẑ_k − 1)` with `ẑ_k = z_k · Σσ / Σ(σ z_k)`
 * - `paper`: `z' = Σ_k α_k z_k` (Transformer², section 3.2)
 * - `reference`: the paper's mix times `Σσ / Σ(σ z')`, as the authors' code applies it
 *
 * A module that no term covers keeps `z' = 1`; where only some terms cover it, the others count as `z = 1`.
 *
 * @throws AppError `bad-mix`: a number that is not finite, a vector of the wrong length, a module the model
 * does not adapt, or a nuclear norm that vanishes and cannot be restored.
 */
export function mixScales(
  modules: readonly SpectralModule[],
  terms: readonly MixTerm[],
  mode: MixMode,
): Float32Array {
  return mixerOf(modules, terms, mode).scales(terms.map(({ alpha }) => alpha))
}

/** The multipliers `z'` themselves, one `[rank]` a module, in the order of `modules`. Errors as mixScales. */
export function mixMultipliers(
  modules: readonly SpectralModule[],
  terms: readonly MixTerm[],
  mode: MixMode,
): Float64Array[] {
  return mixerOf(modules, terms, mode).multipliers(terms.map(({ alpha }) => alpha))
}

function mixerOf(modules: readonly SpectralModule[], terms: readonly MixTerm[], mode: MixMode) {
  return createMixer(
    modules,
    terms.map(({ z }) => z),
    mode,
  )
}
