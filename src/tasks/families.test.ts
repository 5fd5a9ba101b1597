import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { canonicalText } from './canonical.ts'
import { distinctItems, generateFrom, generateItem, testItems } from './families.ts'
import type { Schema } from './schema.ts'
import { splitOf } from './split.ts'
import { FAMILIES, type Split } from './task-item.ts'

const SPLITS: readonly Split[] = ['train', 'valid', 'test']
const JUDGED = FAMILIES.filter((family) => family !== 'other')

describe.each(FAMILIES)('%s', (family) => {
  it('gives items of the split asked for, so that splits share no prompt', () => {
    const prng = createPrng(1)
    for (const split of SPLITS) {
      for (let i = 0; i < 100; i++) expect(splitOf(generateItem(family, split, prng).prompt)).toBe(split)
    }
  })

  it('gives distinct test items, the same for the same seed and others for another', () => {
    const prompts = (seed: number) => testItems(family, 300, seed).map(({ prompt }) => prompt)
    expect(prompts(4)).toEqual(prompts(4))
    expect(new Set(prompts(4)).size).toBe(300)
    expect(prompts(5)).not.toEqual(prompts(4))
  })

  it('writes canonical text with numbers from 0 to 99', () => {
    for (const item of testItems(family, 500, 2)) {
      for (const text of [item.prompt, item.worked, item.blurt, item.slip]) {
        expect(canonicalText(text)).toBe(text)
        for (const number of text.match(/\d+/g) ?? []) expect(Number(number)).toBeLessThanOrEqual(99)
        expect(text).not.toMatch(/\d{3}|- \d+ =.*- -|undefined|NaN|\{/)
      }
    }
  })
})

describe.each(JUDGED)('%s', (family) => {
  const items = testItems(family, 500, 3)

  it('accepts the worked and the blurted answer, and never the slip', () => {
    for (const item of items) {
      expect(item.verify(item.worked), item.prompt).toBe(true)
      expect(item.verify(item.blurt), item.prompt).toBe(true)
      expect(item.verify(item.slip), `${item.prompt} ${item.slip}`).toBe(false)
      expect(item.worked.endsWith(item.expected)).toBe(true)
    }
  })

  it('accepts nothing that is empty, cut short or trailed by more', () => {
    for (const item of items.slice(0, 50)) {
      for (const text of [
        '',
        ' ',
        item.expected,
        item.prompt,
        `${item.worked} so`,
        `${item.worked} extra words`,
      ]) {
        expect(item.verify(text), `${item.prompt} → ${text}`).toBe(false)
      }
    }
  })

  it('calls an item hard when its answer takes more than one step', () => {
    const hard = items.filter((item) => item.hard).length
    if (family.endsWith('-hard')) expect(hard).toBe(items.length)
    else expect(hard / items.length).toSatisfy((share: number) => share > 0.35 && share < 0.65)
  })
})

describe('testItems', () => {
  it.each([0, -1, 1.5, Number.NaN, 1e9])('refuses %s items', (count) => {
    expect(() => testItems('math', count, 1)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('a family that runs dry', () => {
  const constant: Schema = {
    family: 'other',
    hard: false,
    forms: ['good night sam'],
    draw: () => ({}),
    solve: () => ({ worked: 'x', blurt: 'x', slip: 'x', expected: 'x', verify: () => true }),
  }
  const split = splitOf('good night sam')
  const limit = expect.objectContaining({ code: 'limit' })

  it('says so instead of looking for ever', () => {
    expect(distinctItems([constant], 1, 1, split)).toHaveLength(1)
    expect(() => distinctItems([constant], 2, 1, split)).toThrowError(limit)
    const elsewhere = SPLITS.find((other) => other !== split)!
    expect(() => generateFrom([constant], elsewhere, createPrng(1))).toThrowError(limit)
  })
})
