import { type RopeScaling, ropeFrequencies } from '../rope-frequencies.ts'
import { brokenGguf } from './errors.ts'

/** llama.cpp's converter writes the divisors of Llama 3's scaling and not the numbers they came from. */
const LLAMA3 = {
  rope_type: 'llama3',
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
} as const

/**
 * The scaling that gives these divisors of RoPE's frequencies: Llama 3's, with the numbers that all published models
 * have, or else the divisors themselves, as `longrope`.
 *
 * @param context the longest text.
 * @throws AppError `bad-model` where they are no divisors of this model.
 */
export function scalingFromFactors(
  divisors: Float32Array,
  headDim: number,
  theta: number,
  context: number,
): RopeScaling {
  if (divisors.length !== headDim / 2)
    throw brokenGguf('it does not have one RoPE factor for each pair of a head')
  if (!divisors.every((divisor) => divisor > 0 && divisor < Number.POSITIVE_INFINITY))
    throw brokenGguf('it has a RoPE factor that is not above 0')
  const factor = Math.max(...divisors)
  const scaling = { ...LLAMA3, factor }
  const plain = ropeFrequencies({ head_dim: headDim, rope_theta: theta })
  const scaled = ropeFrequencies({ head_dim: headDim, rope_theta: theta, rope_scaling: scaling })
  const isLlama3 = divisors.every((divisor, pair) => {
    const wanted = (plain[pair] ?? 0) / (scaled[pair] ?? 0)
    return Math.abs(divisor - wanted) <= 1e-4 * wanted
  })
  if (isLlama3 && factor >= 1) return scaling
  return {
    rope_type: 'longrope',
    short_factor: [...divisors],
    long_factor: [...divisors],
    factor: 1,
    attention_factor: 1,
    original_max_position_embeddings: context,
  }
}
