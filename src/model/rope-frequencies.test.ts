import { describe, expect, it } from 'vitest'
import { ropeFrequencies, ropeMagnitude } from './rope-frequencies.ts'

const plain = { head_dim: 64, rope_theta: 500_000 }
const llama3 = {
  rope_type: 'llama3',
  factor: 32,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
} as const

/** As transformers writes it, in waves instead of frequencies (modeling_rope_utils). */
function llama3ByWavelength(frequency: number): number {
  const wavelength = (2 * Math.PI) / frequency
  if (wavelength < 8192 / 4) return frequency
  if (wavelength > 8192 / 1) return frequency / 32
  const smooth = (8192 / wavelength - 1) / (4 - 1)
  return ((1 - smooth) * frequency) / 32 + smooth * frequency
}

describe('ropeFrequencies', () => {
  it('falls from 1 to almost 1 / theta', () => {
    const frequencies = ropeFrequencies(plain)
    expect(frequencies).toHaveLength(32)
    expect(frequencies[0]).toBe(1)
    expect(frequencies[31]! * plain.rope_theta).toBeCloseTo(plain.rope_theta ** (1 / 32), 10)
  })

  it('is divided by the factor of linear scaling', () => {
    const scaled = ropeFrequencies({ ...plain, rope_scaling: { rope_type: 'linear', factor: 4 } })
    expect([...scaled]).toEqual([...ropeFrequencies(plain)].map((frequency) => frequency / 4))
  })

  it('agrees with the published form of llama3 scaling, in all three ranges', () => {
    const frequencies = ropeFrequencies(plain)
    const scaled = ropeFrequencies({ ...plain, rope_scaling: llama3 })
    const ratios = Array.from(scaled, (value, pair) => frequencies[pair]! / value)
    scaled.forEach((value, pair) => {
      expect(value / llama3ByWavelength(frequencies[pair]!)).toBeCloseTo(1, 12)
    })
    expect(ratios[0]).toBe(1)
    expect(ratios.at(-1)).toBeCloseTo(32, 10)
    expect(ratios.some((ratio) => ratio > 1.01 && ratio < 31)).toBe(true)
  })

  /** Where between the pairs, by bisection, one would turn `turns` times within the old context. */
  function pairThatTurns(turns: number, theta: number, old: number): number {
    let [low, high] = [-100, 1000]
    for (let halving = 0; halving < 60; halving++) {
      const middle = (low + high) / 2
      if ((old * theta ** (-middle / 32)) / (2 * Math.PI) > turns) low = middle
      else high = middle
    }
    return low
  }

  it.each([
    ['as published', { beta_fast: 32, beta_slow: 1, truncate: true }, 10_000, 4096],
    ['without whole numbers', { beta_fast: 32, beta_slow: 1, truncate: false }, 10_000, 4096],
    ['from the first pair on', { beta_fast: 1e6, beta_slow: 1, truncate: true }, 10_000, 4096],
    ['beyond the last pair', { beta_fast: 3, beta_slow: 1e-6, truncate: true }, 100, 64],
    ['at one pair', { beta_fast: 20, beta_slow: 20, truncate: false }, 10_000, 4096],
  ] as const)('is stretched by yarn between two pairs, %s', (_, range, theta, old) => {
    const [factor, attention_factor] = [8, 1.2]
    const stretch = { factor, attention_factor, original_max_position_embeddings: old }
    const rope_scaling = { rope_type: 'yarn', ...stretch, ...range } as const
    const frequencies = ropeFrequencies({ head_dim: 64, rope_theta: theta })
    const scaled = ropeFrequencies({ head_dim: 64, rope_theta: theta, rope_scaling })
    const [fast, slow] = [range.beta_fast, range.beta_slow].map((turns) => pairThatTurns(turns, theta, old))
    const from = Math.max(0, range.truncate ? Math.floor(fast!) : fast!)
    const to = Math.min(63, range.truncate ? Math.ceil(slow!) : slow!)
    const kept = Array.from(frequencies, (frequency, pair) => {
      const share = (scaled[pair]! / frequency - 1 / factor) / (1 - 1 / factor)
      const expected = pair <= from ? 1 : pair >= to ? 0 : (to - pair) / (to - from)
      expect(share).toBeCloseTo(expected, 9)
      return share
    })
    expect(kept[0]).toBeCloseTo(1, 12)
    expect(ropeMagnitude({ rope_scaling })).toBe(attention_factor)
    expect(ropeMagnitude({ rope_scaling: llama3 })).toBe(1)
  })

  it('is divided by a number of its own for each pair', () => {
    const divisors = Array.from({ length: 32 }, (_, pair) => 1 + pair / 4)
    const longrope = {
      rope_type: 'longrope',
      short_factor: divisors,
      long_factor: divisors,
      factor: 1,
      attention_factor: 1,
      original_max_position_embeddings: 8192,
    } as const
    const frequencies = ropeFrequencies(plain)
    const scaled = ropeFrequencies({ ...plain, rope_scaling: longrope })
    scaled.forEach((value, pair) => {
      expect(frequencies[pair]! / value).toBeCloseTo(divisors[pair]!, 12)
    })
  })
})
