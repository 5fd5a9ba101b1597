/** How a model was stretched to longer texts, under Hugging Face's names. */
export type RopeScaling =
  | { readonly rope_type: 'linear'; readonly factor: number }
  | {
      readonly rope_type: 'llama3'
      readonly factor: number
      readonly low_freq_factor: number
      readonly high_freq_factor: number
      readonly original_max_position_embeddings: number
    }
  | {
      readonly rope_type: 'longrope'
      /** A divisor for each pair, the same for short and long texts. */
      readonly short_factor: number[]
      readonly long_factor: number[]
      readonly factor: 1
      readonly attention_factor: 1
      readonly original_max_position_embeddings: number
    }

interface RopeConfig {
  readonly head_dim: number
  readonly rope_theta: number
  readonly rope_scaling?: RopeScaling
}

/**
 * Radians a position for each of the `head_dim / 2` pairs, in float64: `theta^(−2i/head_dim)` (Su et al. 2021,
 * eq. 15). `linear` divides all of them by its factor (Chen et al. 2023, eq. 3). `llama3` divides those whose
 * wave is longer than the old context over `low_freq_factor`, keeps those shorter than the old context over
 * `high_freq_factor`, and goes from the one to the other in between (Llama 3.1). `longrope` divides each by a number of
 * its own (Ding et al. 2024).
 */
export function ropeFrequencies({ head_dim, rope_theta, rope_scaling }: RopeConfig): Float64Array {
  const frequencies = Float64Array.from(
    { length: head_dim / 2 },
    (_, pair) => rope_theta ** ((-2 * pair) / head_dim),
  )
  if (rope_scaling === undefined) return frequencies
  if (rope_scaling.rope_type === 'longrope') {
    return frequencies.map((frequency, pair) => frequency / (rope_scaling.short_factor[pair] ?? 1))
  }
  const { factor } = rope_scaling
  if (rope_scaling.rope_type === 'linear') return frequencies.map((frequency) => frequency / factor)
  const { low_freq_factor: low, high_freq_factor: high, original_max_position_embeddings: old } = rope_scaling
  return frequencies.map((frequency) => {
    const waves = (old * frequency) / (2 * Math.PI)
    const kept = Math.min(1, Math.max(0, (waves - low) / (high - low)))
    return kept * frequency + ((1 - kept) * frequency) / factor
  })
}
