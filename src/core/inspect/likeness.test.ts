import { describe, expect, it } from 'vitest'
import { likeness } from './likeness.ts'
import { difference, dot, norm, randomSpectrum } from './random-spectra.fixture.ts'

describe('likeness', () => {
  it.each([
    [7, 9, 6],
    [8, 5, 11],
  ])('is that of the dense weights, seed %i', (seed, out, in_) => {
    const { sigma, rank, dense, multipliers, ones } = randomSpectrum(seed, out, in_)
    const [first, second] = [multipliers(), multipliers()]
    const base = dense(ones)
    const [one, two] = [difference(dense(first), base), difference(dense(second), base)]
    const { distance, weightDistance, cosine, weightCosine } = likeness(sigma, first, second)
    expect(weightDistance).toBeCloseTo(norm(difference(one, two)) / norm(base), 10)
    expect(weightCosine).toBeCloseTo(dot(one, two) / (norm(one) * norm(two)), 10)
    const [a, b] = [difference(first, ones), difference(second, ones)]
    expect(cosine).toBeCloseTo(dot(a, b) / (norm(a) * norm(b)), 12)
    expect(distance).toBeCloseTo(norm(difference(first, second)) / Math.sqrt(rank), 12)
    expect(cosine).not.toBeCloseTo(weightCosine ?? 0, 2)
  })

  it('is 1 for an expert and itself, −1 for its opposite, and nothing where one of them changes nothing', () => {
    const sigma = [3, 2, 1]
    const z = [1.5, 0.75, 1]
    expect(likeness(sigma, z, z)).toEqual({ distance: 0, weightDistance: 0, cosine: 1, weightCosine: 1 })
    const opposite = z.map((value) => 2 - value)
    expect(likeness(sigma, z, opposite).cosine).toBeCloseTo(-1, 12)
    expect(likeness(sigma, z, [1, 1, 1])).toMatchObject({ cosine: null, weightCosine: null })
  })

  it('is finite for a module that is zero', () => {
    expect(likeness([0, 0], [2, 1], [1, 2])).toEqual({
      distance: 1,
      weightDistance: 0,
      cosine: 0,
      weightCosine: null,
    })
  })
})
