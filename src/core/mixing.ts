import { AppError } from './errors.ts'
import type { MixMode, MixTerm, SpectralModule } from './mixing-types.ts'

/** The unmixed scales `s = sigma`, concatenated in the order of `modules`: the base model. */
export function baseScales(modules: readonly SpectralModule[]): Float32Array {
  const scales = new Float32Array(totalRank(modules))
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
  checkTerms(modules, terms)
  const scales = new Float32Array(totalRank(modules))
  modules.forEach((module, index) => {
    const multipliers = mixModule(module, index, terms, mode)
    for (let i = 0; i < module.rank; i++) {
      const scale = Math.fround((module.sigma[i] ?? 0) * (multipliers[i] ?? 0))
      if (!Number.isFinite(scale)) {
        throw badMix(`The mix of ${module.name} is too large for a 32-bit number.`)
      }
      scales[module.scaleOffset + i] = scale
    }
  })
  return scales
}

/** The multipliers `z'` themselves, one `[rank]` a module, in the order of `modules`. Errors as mixScales. */
export function mixMultipliers(
  modules: readonly SpectralModule[],
  terms: readonly MixTerm[],
  mode: MixMode,
): Float64Array[] {
  checkTerms(modules, terms)
  return modules.map((module, index) => mixModule(module, index, terms, mode))
}

/** Sums over one module, in float64: `base = Σσ`, `scaled = Σσz` and `magnitude = Σ|σz|`. */
export function nuclearNorms(
  sigma: ArrayLike<number>,
  z: (index: number) => number,
): { readonly base: number; readonly scaled: number; readonly magnitude: number } {
  let base = 0
  let scaled = 0
  let magnitude = 0
  for (let i = 0; i < sigma.length; i++) {
    const own = sigma[i] ?? 0
    const product = own * z(i)
    base += own
    scaled += product
    magnitude += Math.abs(product)
  }
  return { base, scaled, magnitude }
}

/** `Σσ / Σ(σ z)`: what brings a scaled module back to the nuclear norm of its weight. */
function nuclearFactor(module: SpectralModule, z: ArrayLike<number>): number {
  const { base, scaled, magnitude } = nuclearNorms(module.sigma, (i) => z[i] ?? 0)
  // A zero weight stays zero under any factor.
  if (base === 0) return 1
  // Below this the sum is rounding noise of cancelling terms, and so would be the factor.
  if (Math.abs(scaled) <= magnitude * 1e-12) {
    throw badMix(`The nuclear norm of ${module.name} vanishes, so it cannot be brought back to the base's.`)
  }
  return base / scaled
}

function mixModule(
  module: SpectralModule,
  index: number,
  terms: readonly MixTerm[],
  mode: MixMode,
): Float64Array {
  if (!terms.some((term) => term.z.has(module.name))) return new Float64Array(module.rank).fill(1)
  if (mode === 'blend') return blendModule(module, index, terms)
  const mixed = new Float64Array(module.rank)
  for (const term of terms) {
    const alpha = alphaAt(term, index)
    const z = term.z.get(module.name)
    for (let i = 0; i < module.rank; i++) mixed[i] = (mixed[i] ?? 0) + alpha * (z?.[i] ?? 1)
  }
  if (mode === 'paper') return mixed
  const factor = nuclearFactor(module, mixed)
  return mixed.map((value) => value * factor)
}

function blendModule(module: SpectralModule, index: number, terms: readonly MixTerm[]): Float64Array {
  const change = new Float64Array(module.rank)
  for (const term of terms) {
    const alpha = alphaAt(term, index)
    const z = term.z.get(module.name)
    if (alpha === 0 || z === undefined) continue
    const factor = nuclearFactor(module, z)
    for (let i = 0; i < module.rank; i++) change[i] = (change[i] ?? 0) + alpha * ((z[i] ?? 1) * factor - 1)
  }
  return change.map((value) => 1 + value)
}

function alphaAt(term: MixTerm, index: number): number {
  return typeof term.alpha === 'number' ? term.alpha : (term.alpha[index] ?? 0)
}

function checkTerms(modules: readonly SpectralModule[], terms: readonly MixTerm[]): void {
  const ranks = new Map(modules.map((module) => [module.name, module.rank]))
  for (const { alpha, z } of terms) {
    if (typeof alpha === 'number' ? !Number.isFinite(alpha) : !alpha.every(Number.isFinite)) {
      throw badMix('A mixing coefficient α is not a finite number.')
    }
    if (typeof alpha !== 'number' && alpha.length !== modules.length) {
      throw badMix(`There are ${alpha.length} coefficients α for ${modules.length} adapted modules.`)
    }
    for (const [name, values] of z) {
      const rank = ranks.get(name)
      if (rank === undefined) throw badMix(`The model does not adapt ${name}.`)
      if (values.length !== rank)
        throw badMix(`${name} has rank ${rank}, its z has ${values.length} numbers.`)
      if (!values.every(Number.isFinite)) throw badMix(`The z of ${name} holds a number that is not finite.`)
    }
  }
}

function totalRank(modules: readonly SpectralModule[]): number {
  return modules.reduce((sum, module) => sum + module.rank, 0)
}

function badMix(message: string): AppError {
  return new AppError('bad-mix', message, { advice: 'Reset the sliders, or choose another mixing mode.' })
}
