import { describe, expect, it } from 'vitest'
import { difference, norm, randomSpectrum } from './random-spectra.fixture.ts'
import { keepComponents, strongestComponents } from './strongest.ts'

describe('strongest components', () => {
  it('are those that move the weight most, whatever their sign and place', () => {
    const { sigma, rank, dense, multipliers, ones } = randomSpectrum(3, 8, 12)
    const z = multipliers()
    const base = dense(ones)
    const moved = Array.from({ length: rank }, (_, index) =>
      norm(difference(dense(ones.map((one, i) => (i === index ? z[i]! : one))), base)),
    )
    const expected = [...moved.keys()].sort((a, b) => moved[b]! - moved[a]!)
    expect(strongestComponents(sigma, z, 4)).toEqual(expected.slice(0, 4))
  })

  it('leave out what changes nothing', () => {
    expect(strongestComponents([5, 4, 0], [1, 0.5, 3], 8)).toEqual([1])
    expect(strongestComponents([5, 4], [1, 1], 8)).toEqual([])
  })
})

describe('rank view', () => {
  it('says how much of the dense change is left, and never less with more components', () => {
    const { sigma, rank, dense, multipliers, ones } = randomSpectrum(4, 10, 7)
    const z = multipliers()
    const base = dense(ones)
    const whole = norm(difference(dense(z), base))
    let before = 0
    for (let k = 0; k <= rank; k++) {
      const kept = keepComponents(sigma, z, k)
      expect(kept.share).toBeCloseTo(norm(difference(dense(kept.z), base)) / whole, 6)
      expect(kept.share).toBeGreaterThanOrEqual(before)
      expect([...kept.z].filter((value) => value !== 1)).toHaveLength(k)
      before = kept.share ?? 0
    }
    expect(before).toBe(1)
  })

  it('keeps the strongest change, or the largest singular values, and their z exactly', () => {
    const sigma = [4, 2, 1]
    const z = [1.25, 3, 0.5]
    expect([...keepComponents(sigma, z, 1).z]).toEqual([1, 3, 1])
    expect([...keepComponents(sigma, z, 1, 'sigma').z]).toEqual([1.25, 1, 1])
    for (const k of [2, 3]) {
      expect(keepComponents(sigma, [1, 1, 1], k)).toEqual({ z: new Float32Array([1, 1, 1]), share: null })
    }
  })
})
