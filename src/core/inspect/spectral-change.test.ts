import { describe, expect, it } from 'vitest'
import { scaleChange } from '../scale-change.ts'
import { difference, norm, randomSpectrum } from './random-spectra.fixture.ts'
import { changeStrip, wholeChange } from './spectral-change.ts'

describe('size of a change', () => {
  it('is that of the dense weights, over one module and over several', () => {
    const parts = [randomSpectrum(5, 6, 9), randomSpectrum(6, 12, 4)].map((spectrum) => ({
      ...spectrum,
      z: spectrum.multipliers(),
    }))
    const moved = parts.map(({ dense, z, ones }) => norm(difference(dense(z), dense(ones))))
    const whole = parts.map(({ dense, ones }) => norm(dense(ones)))
    parts.forEach((part, i) => {
      expect(scaleChange(part.sigma, part.z)).toBeCloseTo(moved[i]! / whole[i]!, 10)
      expect(wholeChange([part])).toBeCloseTo(scaleChange(part.sigma, part.z), 12)
    })
    expect(wholeChange(parts)).toBeCloseTo(norm(moved) / norm(whole), 10)
    expect(wholeChange([])).toBe(0)
  })
})

describe('strip of a module', () => {
  it('shows every component where there is room', () => {
    expect([...changeStrip([1.5, 1, 0.5], 8)]).toEqual([0.5, 0, -0.5])
  })

  it('keeps the furthest of neighbours, with its sign', () => {
    expect([...changeStrip([1.25, 0.5, 1, 1, 1.125, 1], 3)]).toEqual([-0.5, 0, 0.125])
    expect([...changeStrip([1, 1, 1, 1, 3], 2)]).toEqual([0, 2])
    expect([...changeStrip([1, 1, 2, 1, 1], 2)]).toEqual([0, 1])
    expect([...changeStrip([1, 2, 1, 1, 1], 2.9)]).toEqual([1, 0])
    expect([...changeStrip([2], 0)]).toEqual([])
  })
})
