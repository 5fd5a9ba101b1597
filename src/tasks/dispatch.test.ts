import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { dispatchItem, dispatchPrompt, writeLabel } from './dispatch.ts'
import { testItems } from './families.ts'
import { SMALL_TALK } from './other.ts'
import { problemFromPrompt } from './problem-from-prompt.ts'
import { CATEGORIES, FAMILIES } from './task-item.ts'

const CATEGORY_OF = {
  math: 'math',
  'math-hard': 'math',
  code: 'code',
  'code-hard': 'code',
  reasoning: 'reasoning',
  'reasoning-hard': 'reasoning',
  other: 'other',
} as const

describe('dispatchItem', () => {
  it.each(FAMILIES)('accepts the category of a %s item and no other answer', (family) => {
    for (const item of testItems(family, 40, 1)) {
      const question = dispatchItem(item)
      expect(question.prompt).toBe(dispatchPrompt(item.prompt))
      const accepted = [
        ...CATEGORIES,
        question.slip,
        '',
        'maths',
        `${item.category} ${item.category}`,
      ].filter(question.verify)
      expect(accepted).toEqual([CATEGORY_OF[family]])
    }
  })
})

describe('writeLabel', () => {
  const prng = createPrng(1)
  const share = (prompt: string, label: string) => {
    const item = problemFromPrompt(prompt)!
    const labels = Array.from({ length: 2000 }, () => writeLabel(item, prng))
    return labels.filter((given) => given === label).length / labels.length
  }

  it('mostly believes a misleading feature', () => {
    expect(share('code : skip 2 then double each', 'math')).toBeGreaterThan(0.5)
    expect(share('liz is 12 and dan is 21 . who is older ? liz or dan', 'math')).toBeGreaterThan(0.5)
    expect(share('every cow is shy , says ben', 'reasoning')).toBeGreaterThan(0.5)
  })

  it('is nearly always right without one', () => {
    expect(share('sam has 9 boxes with 2 balls each . how many balls ?', 'math')).toBeGreaterThan(0.94)
    expect(share('code : skip 2 then reverse it', 'code')).toBeGreaterThan(0.94)
  })
})

describe('small talk', () => {
  it('is varied, and some of it sounds like the other families', () => {
    expect(SMALL_TALK.length).toBeGreaterThanOrEqual(25)
    const misled = testItems('other', 300, 5).filter((item) => dispatchItem(item).slip !== 'math')
    expect(misled.length).toBeGreaterThan(60)
  })
})
