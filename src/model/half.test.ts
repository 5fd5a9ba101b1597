import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { floatFromBfloat, floatFromHalf, halfFromFloat, toBfloat16 } from './half.ts'

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
      fuzzRuns(2000),
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
  it('is the upper half of a float32', () => {
    expect(floatFromBfloat(0x3f80)).toBe(1)
    expect(floatFromBfloat(0xc048)).toBe(-3.125)
    expect(floatFromBfloat(0x0001)).toBe(2 ** -133)
    expect(floatFromBfloat(0xff80)).toBe(Number.NEGATIVE_INFINITY)
    expect(floatFromBfloat(0x7fc0)).toBeNaN()
  })

  it('comes back unchanged for every pattern, and NaN as one', () => {
    const patterns = Array.from({ length: 65536 }, (_, pattern) => pattern)
    const back = toBfloat16(Float32Array.from(patterns, floatFromBfloat))
    const isNaNPattern = (pattern: number) => (pattern & 0x7f80) === 0x7f80 && (pattern & 0x7f) !== 0
    const changed = patterns.filter((pattern) => back[pattern] !== pattern)
    expect(changed.filter((pattern) => !isNaNPattern(pattern))).toEqual([])
    expect(changed.filter((pattern) => !isNaNPattern(back[pattern] ?? 0))).toEqual([])
    // What says that it is no number lies in the half that is cut off.
    const low = new Float32Array(Uint32Array.of(0x7f800001).buffer)
    expect(isNaNPattern(toBfloat16(low)[0] ?? 0)).toBe(true)
  })

  it('rounds to the nearest, ties to even', () => {
    // Parts of the way from 1 to the next, and from there to the one after.
    const step = 2 ** -7
    const values = [0, 0.49, 0.5, 0.51, 1, 1.49, 1.5, 1.51, 2].map((part) => 1 + part * step)
    const expected = [0, 0, 0, 1, 1, 1, 2, 2, 2].map((steps) => 0x3f80 + steps)
    expect([...toBfloat16(Float32Array.from(values))]).toEqual(expected)
    expect([...toBfloat16(Float32Array.from(values, (value) => -value))]).toEqual(
      expected.map((pattern) => pattern | 0x8000),
    )
  })
})
