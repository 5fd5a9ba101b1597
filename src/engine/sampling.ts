import { gumbelNoise } from '../core/gumbel.ts'
import { argmax } from '../core/softmax.ts'

/**
 * The next token: the largest logit at temperature 0, otherwise a sample by the Gumbel-max trick, with noise
 * that depends on nothing but seed, place and token. Ties go to the lowest id.
 */
export function sampleToken(logits: Float32Array, temperature: number, seed: number, index: number): number {
  if (temperature === 0) return argmax(logits)
  return argmax(logits.map((logit, id) => logit / temperature + gumbelNoise(seed, index, id)))
}
