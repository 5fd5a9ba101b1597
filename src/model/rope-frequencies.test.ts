import { describe, expect, it } from 'vitest'
import { ropeFrequencies } from './rope-frequencies.ts'

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
