import { describe, expect, it } from 'vitest'
import { EXAMPLE_PROMPTS, exampleItems } from './examples.ts'
import { splitOf } from './split.ts'
import { FAMILIES } from './task-item.ts'

describe('examples', () => {
  it.each(FAMILIES)('of %s are unseen, of that family, and answered', (family) => {
    const items = exampleItems(family)
    expect(items.length).toBeGreaterThanOrEqual(3)
    for (const item of items) {
      expect(item.family).toBe(family)
      expect(splitOf(item.prompt), item.prompt).not.toBe('train')
      expect(item.verify(item.worked)).toBe(true)
      expect(item.verify(item.slip)).toBe(family === 'other')
    }
    expect(items.map(({ prompt }) => prompt)).toEqual(EXAMPLE_PROMPTS[family])
  })

  it('begin with an item whose blurt drops a step', () => {
    const [first] = exampleItems('math')
    expect(first).toMatchObject({
      worked: '10 + 8 = 18 , 18 - 2 = 16 , so 16',
      blurt: 'so 16',
      slip: 'so 18',
      expected: '16',
    })
  })
})
