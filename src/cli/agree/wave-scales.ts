import { AppError } from '../../core/errors.ts'
import { createMixer } from '../../core/mixer.ts'
import { baseScales } from '../../core/mixing.ts'
import type { ExpertVectors, MixMode } from '../../core/mixing-types.ts'
import type { FactoredLinear } from '../../model/factored-model.ts'
import { MODULE_GROUPS, MODULE_KINDS } from '../../model/llama-config.ts'

type Wave = (index: number, layer: number, kind: number) => number

/** Of the singular index (0 at the largest σ), the layer, and the module in the order q k v o gate up down. */
const WAVES = {
  A: (i, l, m) => 1 + 0.1 * Math.sin(0.37 * i + 1.3 * l + m),
  B: (i, l, m) => 1 + 0.15 * Math.cos(0.21 * i + 0.7 * l + 2 * m),
  C: (i, l, m) => 1 + 0.5 * Math.sin(0.011 * i + 1.3 * l + m),
} as const satisfies Readonly<Record<string, Wave>>

type WaveName = keyof typeof WAVES

/**
 * An expert whose z is a formula, so that two implementations need no file to agree on it.
 * @param group which matrices it covers
 * @throws AppError `bad-input` where the model adapts only some of them
 */
export function waveExpert(
  adapted: readonly FactoredLinear[],
  wave: WaveName,
  group: 'mlp' | 'all',
): ExpertVectors {
  const covered = adapted.filter(({ kind }) => MODULE_GROUPS[group].includes(kind))
  const missing = MODULE_GROUPS[group].filter((wanted) => !covered.some(({ kind }) => kind === wanted))
  if (missing.length > 0) {
    throw new AppError(
      'bad-input',
      `This bundle does not adapt what is to be scaled: ${missing.join(', ')}.`,
      {
        advice: 'Factor the checkpoint with --modules all.',
      },
    )
  }
  return new Map(
    covered.map(({ name, rank, layer, kind }) => {
      const of = (i: number) => WAVES[wave](i, layer, MODULE_KINDS.indexOf(kind))
      return [name, Float32Array.from({ length: rank }, (_, i) => of(i))]
    }),
  )
}

interface WaveMix {
  readonly mode: MixMode
  readonly terms: readonly (readonly [WaveName, number])[]
}

/** `A`, `C_renorm`, `paper_0.6_0.4`, `paper_0.5_0.3_renorm`, `blend_0.5_0.3`. */
function parseMix(kind: string): WaveMix {
  const [, single, isSingleKept, name, a, b, isKept] =
    /^(?:([AC])(_renorm)?|(paper|blend)_([\d.]+)_([\d.]+)(_renorm)?)$/.exec(kind) ?? []
  if (single === 'A' || single === 'C')
    return { mode: isSingleKept ? 'blend' : 'paper', terms: [[single, 1]] }
  if (name === undefined) throw new AppError('bad-input', `There is no mix of waves "${kind.slice(0, 40)}".`)
  const mode = name === 'blend' ? 'blend' : isKept ? 'reference' : 'paper'
  return {
    mode,
    terms: [
      ['A', Number(a)],
      ['B', Number(b)],
    ],
  }
}

/**
 * The scale vector `[totalRank]` of a mix of waves, by this project's own mixing.
 * @param kind null for the base
 * @throws AppError `bad-input` for a mix without a meaning
 */
export function waveScales(
  adapted: readonly FactoredLinear[],
  kind: string | null,
  group: 'mlp' | 'all',
): Float32Array {
  if (kind === null) return baseScales(adapted)
  const { mode, terms } = parseMix(kind)
  const experts = terms.map(([wave]) => waveExpert(adapted, wave, group))
  return createMixer(adapted, experts, mode).scales(terms.map(([, alpha]) => alpha))
}
