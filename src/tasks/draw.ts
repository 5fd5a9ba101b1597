import type { Prng } from '../core/prng.ts'

/** One entry, each with a chance in proportion to its weight (not negative, not all zero). */
export function pickWeighted<T>(list: readonly T[], weights: readonly number[], prng: Prng): T {
  let left = prng.uniform() * weights.reduce((total, weight) => total + weight, 0)
  for (const [index, entry] of list.entries()) {
    left -= weights[index] ?? 0
    if (left < 0) return entry
  }
  // Rounding may leave a sliver behind the last entry.
  return prng.pick(list.slice(-1))
}

/** An integer from low to high, both included. */
export function between(prng: Prng, low: number, high: number): number {
  return low + prng.integer(high - low + 1)
}

/** `count` different entries of a list. */
export function drawDistinct<T>(prng: Prng, list: readonly T[], count: number): T[] {
  return prng.shuffle(list).slice(0, count)
}
