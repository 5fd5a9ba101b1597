import { describe, expect, it } from 'vitest'
import { judged } from './judged.fixture.ts'
import { accuracyOf, describeDifference, differenceOf, listOf, outcomeOf, signedPoints } from './summary.ts'

const bits = (text: string) => [...text].map((bit) => bit === '1')

describe('accuracyOf', () => {
  it('is the mean over the seeds, with the interval of one set of items', () => {
    const { value, interval, runs } = accuracyOf(judged(100, 120, 140))
    expect(value).toBeCloseTo(0.6, 12)
    expect(runs).toEqual([0.5, 0.6, 0.7])
    // Wilson at 120 of 200, from its formula with z = 1.96.
    expect(interval![0]).toBeCloseTo(0.5308, 4)
    expect(interval![1]).toBeCloseTo(0.6654, 4)
  })

  it('has no runs where nothing was trained', () => {
    expect(accuracyOf(judged(100))).not.toHaveProperty('runs')
  })
})

describe('differenceOf', () => {
  it('pairs the items: hand-computed on six, one run each', () => {
    // Differences 1, 0, −1, 1, 0, 1: mean 1/3, deviation √(2/3) = 0.8165, standard error 0.3333, t(5) = 2.5706.
    const { value, interval } = differenceOf([bits('110111')], [bits('011010')])
    expect(value).toBeCloseTo(1 / 3, 12)
    expect(interval[1] - value).toBeCloseTo(2.5706 / 3, 4)
    expect(value - interval[0]).toBeCloseTo(2.5706 / 3, 4)
  })

  it('takes in the spread of the seeds, by Student with the freedom that so few leave', () => {
    // Every item is right in all runs or in none but for whole seeds: items 0–99 against none.
    const a = judged(90, 110)
    const b = judged(50)
    const steady = differenceOf(judged(100), b)
    const shaky = differenceOf(a, b)
    expect(shaky.value).toBeCloseTo(steady.value, 12)
    // Seeds: deviation 0.0707 of 0.45 and 0.55, variance of their mean 0.0025 with one degree of freedom. Items:
    // 40 differences of 1, 20 of ½, 140 of 0; variance 0.16332 / 200 = 0.00081658 with 199.
    const variance = 0.0025 + 0.00081658
    const freedom = variance ** 2 / (0.0025 ** 2 + 0.00081658 ** 2 / 199)
    expect(freedom).toBeCloseTo(1.759, 3)
    // t between 12.706 (1) and 4.303 (2), straight in 1 / freedom.
    const quantile = 12.7062 + ((1 - 1 / freedom) / 0.5) * (4.3027 - 12.7062)
    expect(shaky.interval[1] - shaky.value).toBeCloseTo(quantile * Math.sqrt(variance), 4)
    expect(outcomeOf(steady)).toBe('better')
    expect(outcomeOf(shaky)).toBe('no clear difference')
  })

  it('sees what unpaired intervals would miss: a small gain that no item takes back', () => {
    expect(outcomeOf(differenceOf(judged(110), judged(100)))).toBe('better')
    expect(outcomeOf(differenceOf(judged(100), judged(110)))).toBe('worse')
    expect(outcomeOf(differenceOf(judged(100), judged(100)))).toBe('no clear difference')
  })

  it('claims nothing where nothing was measured', () => {
    expect(outcomeOf(differenceOf([], judged(100)))).toBe('no clear difference')
  })
})

describe('words', () => {
  it('describes a difference in points with its interval and outcome', () => {
    const difference = { value: 0.031, interval: [-0.0004, 0.0612] as const }
    expect(describeDifference('math', difference)).toBe('math +3.1 [0.0, +6.1] (no clear difference)')
    expect(signedPoints(-0.25)).toBe('−25.0')
  })

  it('lists names', () => {
    expect(listOf([])).toBe('none')
    expect(listOf(['math'])).toBe('math')
    expect(listOf(['math', 'code', 'reasoning'])).toBe('math, code and reasoning')
  })
})
