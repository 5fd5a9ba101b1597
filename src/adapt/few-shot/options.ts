import type { MixMode } from '../../core/mixing-types.ts'

/** One α an expert; one a decoder layer and expert; or one an adapted matrix and expert, as the reference code has it. */
export const GRANULARITIES = ['expert', 'layer', 'matrix'] as const
export type Granularity = (typeof GRANULARITIES)[number]

/** `exact`: share of shots answered right. `likelihood`: mean log-probability a token of the right answers. */
export const SCORINGS = ['exact', 'likelihood'] as const
export type Scoring = (typeof SCORINGS)[number]

export interface FewShotOptions {
  readonly population: number
  readonly elites: number
  readonly generations: number
  readonly range: readonly [low: number, high: number]
  /** 0 is the reference code's behaviour. */
  readonly deviationFloor: number
  readonly granularity: Granularity
  /** Divides the α of each column by their sum. */
  readonly normalise: boolean
  readonly mode: MixMode
  readonly scoring: Scoring
  /** Most tokens of an answer. */
  readonly maxTokens: number
  readonly seed: number
}

/** Population, range and start as in the paper's code; a floor under the deviation, which it does not have. */
export const FEW_SHOT_DEFAULTS: FewShotOptions = {
  population: 32,
  elites: 6,
  generations: 8,
  range: [0, 1],
  deviationFloor: 0.05,
  granularity: 'expert',
  normalise: false,
  mode: 'blend',
  scoring: 'exact',
  maxTokens: 48,
  seed: 1,
}

/** A fifth of the population, as in the reference code (6 of 32). */
export function elitesOf(population: number): number {
  return Math.max(1, Math.floor(population * 0.2))
}
