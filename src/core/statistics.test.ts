import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mean, median, quantile, standardDeviation, studentQuantile, wilsonInterval } from './statistics.ts'

describe('wilsonInterval', () => {
  it('agrees with published values', () => {
    // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    const published: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ]
    for (const [correct, items, low, high] of published) {
      const interval = wilsonInterval(correct, items)
      expect(interval[0]).toBeCloseTo(low, 4)
      expect(interval[1]).toBeCloseTo(high, 4)
    }
  })

  it('contains the proportion and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (a, b) => {
        const [correct, items] = a < b ? [a, b] : [b, a]
        const [low, high] = wilsonInterval(correct, items)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        if (items > 0) {
          expect(low).toBeLessThanOrEqual(correct / items)
          expect(high).toBeGreaterThanOrEqual(correct / items)
        }
      }),
    )
  })

  it('knows nothing from nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1])
  })
})

describe('summaries', () => {
  it('are those of a textbook', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9]
    expect(mean(values)).toBe(5)
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12)
    expect(median(values)).toBe(4.5)
    expect(quantile([10, 20, 30, 40, 50], 0.9)).toBeCloseTo(46, 12)
    expect(quantile([3, 1, 2], 0)).toBe(1)
    expect(quantile([3, 1, 2], 1)).toBe(3)
  })

  it('of one value and of none', () => {
    expect(median([7])).toBe(7)
    expect(standardDeviation([7])).toBe(0)
    expect([mean([]), median([])]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('studentQuantile', () => {
  it('is the table of Student, and between its lines what integration gives', () => {
    expect(studentQuantile(1)).toBeCloseTo(12.7062, 4)
    expect(studentQuantile(2)).toBeCloseTo(4.3027, 4)
    expect(studentQuantile(7)).toBeCloseTo(2.3646, 2)
    expect(studentQuantile(20)).toBeCloseTo(2.086, 2)
    expect(studentQuantile(60)).toBeCloseTo(2.0003, 2)
    expect(studentQuantile(Number.POSITIVE_INFINITY)).toBe(1.96)
    expect(studentQuantile(Number.NaN)).toBeNaN()
  })
})
