import { describe, expect, it } from 'vitest'
import { curveScale } from './curve-scale.ts'

describe('scales of the curves', () => {
  it('is linear between round ends that take in every value', () => {
    const { ticks, place } = curveScale('linear', [0.43, 1, 1.57])
    expect(ticks).toEqual([0, 0.5, 1, 1.5, 2])
    expect([0, 1, 2].map(place)).toEqual([0, 0.5, 1])
  })

  it('has a place for each value above 0 on a log scale, equal factors equally far apart, and none for others', () => {
    const { ticks, place } = curveScale('log', [-1, 0, 0.01, 10])
    expect(ticks).toEqual([0.01, 0.1, 1, 10])
    expect(place(0)).toBeNull()
    expect(place(-1)).toBeNull()
    expect(place(0.1)! - place(0.01)!).toBeCloseTo(place(10)! - place(1)!, 12)
    expect(place(0.01)).toBeGreaterThanOrEqual(0)
    expect(place(10)).toBeLessThanOrEqual(1)
  })

  it.each(['linear', 'log'] as const)(
    'draws a constant, and what has no value at all, on a %s scale',
    (kind) => {
      for (const values of [[1, 1], [3], [], [0, 0], [-2]]) {
        const { ticks, place } = curveScale(kind, values)
        expect(ticks.length).toBeGreaterThan(0)
        expect(ticks.every(Number.isFinite)).toBe(true)
        const at = place(values[0] ?? 1)
        expect(at === null || (at >= 0 && at <= 1)).toBe(true)
      }
    },
  )

  it('never has more labels than fit', () => {
    for (const high of [1.1, 1.7, 3, 40, 1e6, 1e12]) {
      expect(curveScale('log', [1, high]).ticks.length).toBeLessThanOrEqual(6)
      expect(curveScale('linear', [-high, high]).ticks.length).toBeLessThanOrEqual(7)
    }
  })
})
