import { describe, expect, it } from 'vitest'
import { bandGains, pictureSpectrum, scaledPicture } from './picture-spectrum.ts'
import { createPrng } from './prng.ts'

const SIZE = 12
const prng = createPrng(3)
const noise = Float64Array.from({ length: SIZE * SIZE }, () => prng.uniform())
const distance = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0))
const ZERO = new Float64Array(SIZE * SIZE)

describe('a picture taken apart', () => {
  const spectrum = pictureSpectrum(noise, SIZE)

  it('is whole again with every gain at 1', () => {
    const { values, error } = scaledPicture(spectrum, bandGains(SIZE, SIZE, [1, 1, 1], [2, 4]))
    expect(distance(values, noise)).toBeLessThan(1e-10)
    expect(error).toBe(0)
  })

  it('says how far it is from the original, whatever is kept and scaled', () => {
    for (const [keep, gains] of [
      [3, [1, 1, 1]],
      [SIZE, [0, 1, 1]],
      [8, [1.5, 0.5, 2]],
    ] as const) {
      const { values, error } = scaledPicture(spectrum, bandGains(SIZE, keep, gains, [2, 4]))
      expect(error).toBeCloseTo(distance(values, noise) / distance(noise, ZERO), 10)
    }
  })

  it('has one gain for the largest, one for those after them, and one for the rest', () => {
    expect([...bandGains(6, 5, [2, 3, 4], [1, 2])]).toEqual([2, 3, 3, 4, 4, 0])
  })
})
