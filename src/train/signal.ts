import type { TrainingStep } from './training.ts'

/**
 * Whether policy gradient has anything to learn from. A prompt whose samples all earn the same teaches nothing:
 * `never-right` and `always-right` are tasks on which that is so for every sample since the start, `flat` one
 * on which the latest steps taught nothing.
 */
export type Signal = 'learning' | 'flat' | 'never-right' | 'always-right'

/** As many steps without a signal are worth a word. */
const PATIENCE = 3

export function signalOf(curve: readonly Pick<TrainingStep, 'reward' | 'informative'>[]): Signal {
  if (curve.length < PATIENCE) return 'learning'
  if (curve.every(({ reward }) => reward === 0)) return 'never-right'
  if (curve.every(({ reward }) => reward === 1)) return 'always-right'
  return curve.slice(-PATIENCE).every(({ informative }) => informative === 0) ? 'flat' : 'learning'
}
