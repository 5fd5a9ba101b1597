import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argmax, logProbability, logSoftmax, softmax, topK } from './softmax.ts'

const logits = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('softmax', () => {
  it('sums to one and does not mind a common shift', () => {
    fc.assert(
      fc.property(logits, (values) => {
        const probabilities = softmax(values)
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10)
        softmax(values.map((value) => value + 512)).forEach((p, i) => {
          expect(p).toBeCloseTo(probabilities[i]!, 10)
        })
      }),
    )
  })

  it('agrees with its logarithm where that does not underflow', () => {
    const values = [3, -2, 0.5]
    const direct = values.map(Math.exp)
    const total = direct.reduce((sum, value) => sum + value, 0)
    logSoftmax(values).forEach((value, i) => {
      expect(value).toBeCloseTo(Math.log(direct[i]! / total), 12)
    })
    values.forEach((_, i) => {
      expect(logProbability(values, i)).toBeCloseTo(Math.log(direct[i]! / total), 12)
    })
    expect([...logSoftmax([0, -5000])]).toEqual([0, -5000])
  })
})

describe('argmax', () => {
  it('prefers the lowest index among equals', () => {
    expect(argmax([1, 3, 3, 2])).toBe(1)
    expect(argmax([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBe(0)
    expect(argmax([])).toBe(-1)
  })
})

describe('topK', () => {
  it('is the head of a full sort, ties to the lowest id', () => {
    const tied = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(tied, fc.integer({ min: 0, max: 35 }), (values, k) => {
        const ids = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b).slice(0, k)
        const top = topK(values, k)
        expect(top.map((token) => token.id)).toEqual(ids)
        const probabilities = softmax(values)
        for (const { id, logit, probability } of top) {
          expect(logit).toBe(values[id])
          expect(probability).toBeCloseTo(probabilities[id]!, 12)
        }
      }),
    )
  })
})
