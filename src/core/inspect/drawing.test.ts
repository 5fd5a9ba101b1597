import { describe, expect, it } from 'vitest'
import { drawnMultipliers, isUntouched, NO_STROKES } from './drawing.ts'
import { gainCurve } from './gain-curve.ts'

const sigma = [8, 6, 4, 3, 2, 1]
const start = [1.5, 1, 0.5, 1, 1, 2]

describe('drawn multipliers', () => {
  it('are the start where nothing was drawn', () => {
    expect(isUntouched(NO_STROKES)).toBe(true)
    expect(drawnMultipliers(sigma, start, NO_STROKES, null)).toEqual({ z: new Float32Array(start), share: 1 })
  })

  it('multiply the start by the curve, but for components that were set by themselves', () => {
    const gains = [2, 1, 1, 1, 0.5]
    const strokes = { gains, components: new Map([[3, -1.25]]) }
    const { z } = drawnMultipliers(sigma, start, strokes, null)
    const curve = gainCurve(gains, sigma.length)
    z.forEach((value, i) => {
      expect(value).toBeCloseTo(i === 3 ? -1.25 : start[i]! * curve[i]!, 6)
    })
    expect(z[0]).toBe(3)
    expect(z[5]).toBe(1)
    expect(isUntouched(strokes)).toBe(false)
    expect(isUntouched({ ...NO_STROKES, gains })).toBe(false)
  })

  it('keep only the strongest of what was drawn', () => {
    const strokes = { ...NO_STROKES, components: new Map([[1, 2]]) }
    const { z, share } = drawnMultipliers(sigma, start, strokes, { count: 2, ranking: 'change' })
    expect([...z]).toEqual([1.5, 2, 1, 1, 1, 1])
    expect(share).toBeCloseTo(Math.sqrt((16 + 36) / (16 + 36 + 4 + 1)), 6)
    const bySigma = drawnMultipliers(sigma, start, NO_STROKES, { count: 2, ranking: 'sigma' })
    expect([...bySigma.z]).toEqual([1.5, 1, 1, 1, 1, 1])
  })
})
