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
