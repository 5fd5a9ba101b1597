import { describe, expect, it } from 'vitest'
import { nextTokenRows } from './next-token-rows.ts'

const base = [
  { text: ' so', probability: 0.7 },
  { text: ' 9', probability: 0.2 },
  { text: ' the', probability: 0.05 },
]
const adapted = [
  { text: ' 9', probability: 0.8 },
  { text: ' so', probability: 0.1 },
  { text: ' 2', probability: 0.06 },
]

describe('rows of the next-token chart', () => {
  it('puts first what either lane finds most probable', () => {
    expect(nextTokenRows(base, adapted, 8).map(({ text }) => text)).toEqual([' 9', ' so', ' 2', ' the'])
  })

  it('gives a change only where both probabilities are known', () => {
    const rows = nextTokenRows(base, adapted, 8)
    expect(rows[0]?.delta).toBeCloseTo(0.6)
    expect(rows[1]?.delta).toBeCloseTo(-0.6)
    expect(rows[2]).toEqual({ text: ' 2', base: null, adapted: 0.06, delta: null })
    expect(rows[3]).toEqual({ text: ' the', base: 0.05, adapted: null, delta: null })
  })

  it('keeps the most probable ones when there is no room for all', () => {
    expect(nextTokenRows(base, adapted, 2).map(({ text }) => text)).toEqual([' 9', ' so'])
    expect(nextTokenRows([], [], 5)).toEqual([])
  })
})
