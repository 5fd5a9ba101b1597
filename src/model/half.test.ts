import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bfloatFromFloat, floatFromBfloat, floatFromHalf, halfFromFloat } from './half.ts'

const isNaNHalf = (half: number) => (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0

describe('binary16', () => {
  it('comes back unchanged for every pattern', () => {
    for (let half = 0; half < 65536; half++) {
      if (isNaNHalf(half)) expect(floatFromHalf(half)).toBeNaN()
      else if (halfFromFloat(floatFromHalf(half)) !== half) expect.fail(`pattern ${half}`)
    }
  })

  it('has the values of the standard', () => {
    expect(floatFromHalf(0x3c00)).toBe(1)
    expect(floatFromHalf(0x7bff)).toBe(65504)
    expect(floatFromHalf(0x0001)).toBe(2 ** -24)
    expect(floatFromHalf(0x8000)).toBe(-0)
    expect(floatFromHalf(0xfc00)).toBe(Number.NEGATIVE_INFINITY)
  })

  it('rounds to the nearest, ties to even', () => {
    const finite = Array.from({ length: 0x7c00 }, (_, half) => floatFromHalf(half))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0x7bfe }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (half, part) => {
          const low = finite[half]!
          const high = finite[half + 1]!
          const value = Math.fround(low + (high - low) * part)
          const expected =
            value - low < high - value || (value - low === high - value && half % 2 === 0) ? half : half + 1
          expect(halfFromFloat(value)).toBe(expected)
          expect(halfFromFloat(-value)).toBe(expected | 0x8000)
        },
      ),
      { numRuns: 2000 },
    )
    // Exactly half way between neighbours, normal and subnormal.
    expect(halfFromFloat(1 + 2 ** -11)).toBe(0x3c00)
    expect(halfFromFloat(1 + 3 * 2 ** -11)).toBe(0x3c02)
    expect(halfFromFloat(2 ** -25)).toBe(0)
    expect(halfFromFloat(3 * 2 ** -25)).toBe(2)
  })

  it('goes to infinity from half a step beyond the largest number', () => {
    expect(halfFromFloat(65519.99)).toBe(0x7bff)
    expect(halfFromFloat(65520)).toBe(0x7c00)
    expect(halfFromFloat(-1e30)).toBe(0xfc00)
    expect(isNaNHalf(halfFromFloat(Number.NaN))).toBe(true)
  })
})

describe('bfloat16', () => {
  it('comes back unchanged for every pattern', () => {
    for (let pattern = 0; pattern < 65536; pattern++) {
      const value = floatFromBfloat(pattern)
      if (!Number.isNaN(value) && bfloatFromFloat(value) !== pattern) expect.fail(`pattern ${pattern}`)
    }
  })

  it('rounds ties to even and keeps NaN', () => {
    expect(bfloatFromFloat(1 + 2 ** -8)).toBe(0x3f80)
    expect(bfloatFromFloat(1 + 3 * 2 ** -8)).toBe(0x3f82)
    expect(floatFromBfloat(bfloatFromFloat(Number.NaN))).toBeNaN()
  })
})
