import { logSoftmax } from './softmax.ts'

/**
 * Kullback-Leibler divergence `KL(p ‖ q) = Σ p (log p − log q)` of two softmax distributions, in nats; never below 0.
 * @param logits those of p
 * @param reference those of q, as many
 */
export function klDivergence(logits: ArrayLike<number>, reference: ArrayLike<number>): number {
  const p = logSoftmax(logits)
  const q = logSoftmax(reference)
  let sum = 0
  for (let i = 0; i < p.length; i++) {
    const own = p[i] ?? 0
    sum += Math.exp(own) * (own - (q[i] ?? 0))
  }
  // Of two distributions that are nearly one, rounding may leave a little less than nothing.
  return Math.max(0, sum)
}
