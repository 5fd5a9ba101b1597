import { AppError } from './errors.ts'
import type { ExpertVectors, MixMode, SpectralModule } from './mixing-types.ts'
import { nuclearNorms } from './nuclear-norm.ts'

/** How much of each expert, in their order: one number, or one a module. */
export type Alphas = readonly (number | ArrayLike<number>)[]

/** The same experts mixed over and over: what does not depend on α is checked and computed once. */
export interface Mixer {
  /** The scales `s = sigma ⊙ z'`, `[total rank]`, computed in float64 and rounded once. */
  scales(alphas: Alphas): Float32Array
  /** The multipliers `z'` themselves, one `[rank]` a module. */
  multipliers(alphas: Alphas): Float64Array[]
}

/**
 * Mixes experts as mixing.ts describes. Later changes of the vectors do not count.
 * @throws AppError `bad-mix`, here and from both functions, as mixScales
 */
export function createMixer(
  modules: readonly SpectralModule[],
  experts: readonly ExpertVectors[],
  mode: MixMode,
): Mixer {
  checkVectors(modules, experts)
  const parts = modules.map((module) =>
    experts.some((z) => z.has(module.name))
      ? experts.map((z) => (mode === 'blend' ? changeOf(module, z) : weightsOf(module, z)))
      : null,
  )

  function multipliersOf(module: SpectralModule, index: number, alphas: Alphas): Float64Array {
    const own = parts[index]
    if (!own) return new Float64Array(module.rank).fill(1)
    const sum = new Float64Array(module.rank)
    own.forEach((part, expert) => {
      const alpha = alphaAt(alphas[expert], index)
      // A blend may name an expert that it leaves out, even one that could not be blended.
      if (mode === 'blend' && alpha === 0) return
      const values = part()
      for (let i = 0; i < values.length; i++) sum[i] = (sum[i] ?? 0) + alpha * (values[i] ?? 0)
    })
    if (mode === 'blend') return sum.map((change) => 1 + change)
    if (mode === 'paper') return sum
    const factor = nuclearFactor(module, sum)
    return sum.map((value) => value * factor)
  }

  return {
    scales(alphas) {
      checkAlphas(alphas, experts.length, modules.length)
      const scales = new Float32Array(modules.reduce((total, { rank }) => total + rank, 0))
      modules.forEach((module, index) => {
        const multipliers = multipliersOf(module, index, alphas)
        for (let i = 0; i < module.rank; i++) {
          const scale = Math.fround((module.sigma[i] ?? 0) * (multipliers[i] ?? 0))
          if (!Number.isFinite(scale)) {
            throw tooLarge(module)
          }
          scales[module.scaleOffset + i] = scale
        }
      })
      return scales
    },
    multipliers(alphas) {
      checkAlphas(alphas, experts.length, modules.length)
      return modules.map((module, index) => multipliersOf(module, index, alphas))
    },
  }
}

/** `ẑ − 1`, once it is wanted; nothing where the expert does not cover the module. */
function changeOf(module: SpectralModule, expert: ExpertVectors): () => Float64Array {
  const z = expert.get(module.name)
  let change: Float64Array | null = z ? null : new Float64Array(0)
  return () => {
    if (!change && z) {
      const factor = nuclearFactor(module, z)
      change = Float64Array.from(z, (value) => value * factor - 1)
    }
    return change ?? new Float64Array(0)
  }
}

function weightsOf(module: SpectralModule, expert: ExpertVectors): () => Float64Array {
  const z = expert.get(module.name)
  const values = z ? Float64Array.from(z) : new Float64Array(module.rank).fill(1)
  return () => values
}

/** `Σσ / Σ(σ z)`: what brings a scaled module back to the nuclear norm of its weight. */
function nuclearFactor(module: SpectralModule, z: ArrayLike<number>): number {
  const { base, scaled, magnitude } = nuclearNorms(module.sigma, (i) => z[i] ?? 0)
  // A zero weight stays zero under any factor.
  if (base === 0) return 1
  if (!Number.isFinite(magnitude)) throw tooLarge(module)
  // Below this the sum is rounding noise of cancelling terms, and so would be the factor.
  if (Math.abs(scaled) <= magnitude * 1e-12) {
    throw badMix(`The nuclear norm of ${module.name} vanishes, so it cannot be brought back to the base's.`)
  }
  return base / scaled
}

function alphaAt(alpha: number | ArrayLike<number> | undefined, index: number): number {
  return typeof alpha === 'number' ? alpha : (alpha?.[index] ?? 0)
}

function checkAlphas(alphas: Alphas, experts: number, modules: number): void {
  if (alphas.length !== experts)
    throw badMix(`There are ${alphas.length} coefficients α for ${experts} experts.`)
  for (const alpha of alphas) {
    if (typeof alpha === 'number' ? !Number.isFinite(alpha) : !Array.from(alpha).every(Number.isFinite)) {
      throw badMix('A mixing coefficient α is not a finite number.')
    }
    if (typeof alpha !== 'number' && alpha.length !== modules) {
      throw badMix(`There are ${alpha.length} coefficients α for ${modules} adapted modules.`)
    }
  }
}

function checkVectors(modules: readonly SpectralModule[], experts: readonly ExpertVectors[]): void {
  const ranks = new Map(modules.map((module) => [module.name, module.rank]))
  for (const z of experts) {
    for (const [name, values] of z) {
      const rank = ranks.get(name)
      if (rank === undefined) throw badMix(`The model does not adapt ${name}.`)
      if (values.length !== rank)
        throw badMix(`${name} has rank ${rank}, its z has ${values.length} numbers.`)
      if (!values.every(Number.isFinite)) throw badMix(`The z of ${name} holds a number that is not finite.`)
    }
  }
}

function tooLarge(module: SpectralModule): AppError {
  return badMix(`The mix of ${module.name} is too large for a 32-bit number.`)
}

function badMix(message: string): AppError {
  return new AppError('bad-mix', message, { advice: 'Reset the sliders, or choose another mixing mode.' })
}
