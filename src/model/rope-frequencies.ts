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
  | YarnScaling

type YarnScaling = {
  readonly rope_type: 'yarn'
  readonly factor: number
  readonly original_max_position_embeddings: number
  /** Turns within the old context from which on a pair is kept, and below which it is stretched. */
  readonly beta_fast: number
  readonly beta_slow: number
  /** What cos and sin are multiplied by. */
  readonly attention_factor: number
  /** Whether the pairs between are counted from whole numbers. */
  readonly truncate: boolean
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
 * its own (Ding et al. 2024). `yarn` divides pairs by how often they turn within the old context, as transformers
 * rounds it (Peng et al. 2023, §3.2).
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
  if (rope_scaling.rope_type === 'yarn') return yarnFrequencies(frequencies, rope_scaling, rope_theta)
  const { factor } = rope_scaling
  if (rope_scaling.rope_type === 'linear') return frequencies.map((frequency) => frequency / factor)
  const { low_freq_factor: low, high_freq_factor: high, original_max_position_embeddings: old } = rope_scaling
  return frequencies.map((frequency) => {
    const waves = (old * frequency) / (2 * Math.PI)
    const kept = Math.min(1, Math.max(0, (waves - low) / (high - low)))
    return kept * frequency + ((1 - kept) * frequency) / factor
  })
}

/** What cos and sin are multiplied by, so that attention over a stretched context stays as sharp as it was. */
export function ropeMagnitude({ rope_scaling }: Pick<RopeConfig, 'rope_scaling'>): number {
  return rope_scaling?.rope_type === 'yarn' ? rope_scaling.attention_factor : 1
}

function yarnFrequencies(frequencies: Float64Array, yarn: YarnScaling, theta: number) {
  const pairs = frequencies.length
  const pairOf = (turns: number): number =>
    (pairs * Math.log(yarn.original_max_position_embeddings / (turns * 2 * Math.PI))) / Math.log(theta)
  const [first, last] = [pairOf(yarn.beta_fast), pairOf(yarn.beta_slow)]
  const low = Math.max(0, yarn.truncate ? Math.floor(first) : first)
  const high = Math.min(2 * pairs - 1, yarn.truncate ? Math.ceil(last) : last)
  const width = high === low ? 0.001 : high - low
  return frequencies.map((frequency, pair) => {
    const stretched = Math.min(1, Math.max(0, (pair - low) / width))
    return (stretched * frequency) / yarn.factor + (1 - stretched) * frequency
  })
}
