import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gainCurve } from './gain-curve.ts'

describe('gain curve', () => {
  it('goes through its handles', () => {
    const handles = [2, 0.5, 1, 1, 3]
    const curve = gainCurve(handles, 41)
    for (const [handle, value] of handles.entries()) expect(curve[10 * handle]).toBeCloseTo(value, 12)
    expect(curve[5]).toBeGreaterThan(0.5)
  })

  it('bends by the harmonic mean of the slopes on both sides, and is level at its ends', () => {
    // Slopes at the handles: 0, 4/3, 4/3, 0; cubic Hermite pieces worked by hand.
    const curve = gainCurve([0, 1, 3, 4], 13)
    expect(curve[1]).toBeCloseTo(5 / 32 - (4 / 3) * (3 / 64), 12)
    expect(curve[2]).toBeCloseTo(1 / 2 - 1 / 6, 12)
    expect(curve[5]).toBeCloseTo(1 + 5 / 16 + (4 / 3) * (6 / 64), 12)
    expect(curve[6]).toBeCloseTo(2, 12)
    expect(curve[10]).toBeCloseTo(7 / 2 + 1 / 6, 12)
    // 2 · 1 · 3 / (1 + 3) between slopes of 1 and 3.
    expect(gainCurve([0, 1, 4], 5)[1]).toBeCloseTo(1 / 2 - 3 / 2 / 8, 12)
  })

  it('is constant where its handles are, whatever the rank', () => {
    for (const rank of [1, 2, 3, 64]) {
      expect([...gainCurve([1, 1, 1, 1, 1], rank)]).toEqual(Array(rank).fill(1))
      expect([...gainCurve([1.5], rank)]).toEqual(Array(rank).fill(1.5))
    }
  })

  it('never leaves the range of the two handles around it', () => {
    const gain = fc.double({ min: 0, max: 3, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(gain, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 2, max: 200 }),
        (handles, rank) => {
          const curve = gainCurve(handles, rank)
          const last = handles.length - 1
          curve.forEach((value, index) => {
            const left = Math.min(last - 1, Math.floor((index * last) / (rank - 1)))
            const [a, b] = [handles[left]!, handles[left + 1]!]
            expect(value).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-9)
            expect(value).toBeLessThanOrEqual(Math.max(a, b) + 1e-9)
          })
        },
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})
