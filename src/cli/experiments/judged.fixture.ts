import type { Judged } from './summary.ts'

/** Made-up judgements: the first `right` of 200 items are right, once a number given (a number a seed). */
export function judged(...right: readonly number[]): Judged {
  return right.map((count) => Array.from({ length: 200 }, (_, item) => item < count))
}
