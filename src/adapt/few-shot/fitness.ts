import type { Fitness } from '../../core/cem.ts'
import { mean } from '../../core/statistics.ts'

/** One candidate on one shot. `logProb` is a mean a token; under exact scoring it counts only where `right`. */
export interface Outcome {
  readonly right: boolean
  readonly logProb: number
}

/** Below every mean of log-probabilities. */
const NO_ANSWER = -1e9

/** The share of shots answered right; ties are broken by how probable the right answers were (reference code). */
export function byExactness(outcomes: readonly Outcome[]): Fitness {
  const right = outcomes.filter((outcome) => outcome.right)
  const score = right.length / Math.max(1, outcomes.length)
  return { score, tieBreak: right.length === 0 ? NO_ANSWER : meanLogProb(right) }
}

/** How probable the given right answers are. */
export function byLikelihood(outcomes: readonly Outcome[]): Fitness {
  return { score: meanLogProb(outcomes), tieBreak: 0 }
}

function meanLogProb(outcomes: readonly Outcome[]): number {
  return mean(outcomes.map(({ logProb }) => logProb))
}
