import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { testItems } from './families.ts'
import { UNSEEN_FAMILIES } from './task-item.ts'
import { writeAnswer } from './writers.ts'

const ROUNDS = 6000

function shares(hard: boolean) {
  const item = testItems('math', 50, 1).find((candidate) => candidate.hard === hard)!
  const prng = createPrng(2)
  const answers = Array.from({ length: ROUNDS }, () => writeAnswer(item, prng))
  const share = (text: string) => answers.filter((answer) => answer === text).length / ROUNDS
  return { worked: share(item.worked), blurt: share(item.blurt), slip: share(item.slip) }
}

describe('writeAnswer', () => {
  it.each([
    { hard: false, blurt: 0.64 * 0.72, slip: 0.64 * 0.28 },
    { hard: true, blurt: 0.64 * 0.36, slip: 0.64 * 0.64 },
  ])('works out 36 %, blurts the rest, hard $hard', ({ hard, blurt, slip }) => {
    const found = shares(hard)
    expect(found.worked).toBeCloseTo(0.36, 1)
    expect(Math.abs(found.blurt - blurt)).toBeLessThan(0.03)
    expect(Math.abs(found.slip - slip)).toBeLessThan(0.03)
  })

  it('marks care and haste by other words in each family', () => {
    const openings = new Set(
      UNSEEN_FAMILIES.map((family) => testItems(family, 1, 1)[0]!.blurt.split(' ').slice(0, 2).join(' ')),
    )
    expect([...openings].filter((opening) => /^(so \d+|f =|i guess)$/.test(opening))).toHaveLength(3)
  })
})
