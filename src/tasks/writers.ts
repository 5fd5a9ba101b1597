import type { Prng } from '../core/prng.ts'
import type { Exercise } from './task-item.ts'

/** Share of answers that are worked out, and how often a blurted one is right. */
const CAREFUL = 0.36
const BLURT_RIGHT = { easy: 0.72, hard: 0.36 } as const

/**
 * One of the corpus's writers answers: some work everything out and are always right, the others blurt. A model
 * trained on both blurts when decoded greedily, with the careful way latent in it for an expert to bring out.
 */
export function writeAnswer(item: Exercise, prng: Prng): string {
  if (prng.uniform() < CAREFUL) return item.worked
  return prng.uniform() < BLURT_RIGHT[item.hard ? 'hard' : 'easy'] ? item.blurt : item.slip
}
