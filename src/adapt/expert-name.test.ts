import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkExpertName, EXPERT_NAME, freeExpertName } from './expert-name.ts'

describe('checkExpertName', () => {
  it.each(['my-sums', 'a', 'x9'])('takes %s', (name) => {
    expect(() => checkExpertName(name, ['other-one'])).not.toThrow()
  })

  it.each([
    ['', /needs a name/],
    ['Sums', /begins with a letter/],
    ['9lives', /begins with a letter/],
    ['a b', /begins with a letter/],
    [`a${'b'.repeat(32)}`, /up to 31/],
    ['mine', /mine already/],
    ['math', /reserved/],
    ['classifier', /reserved/],
    ['base', /reserved/],
  ])('refuses “%s” and says why', (name, reason) => {
    expect(() => checkExpertName(name, ['mine'])).toThrow(reason)
  })
})

describe('freeExpertName', () => {
  it('numbers what is taken or reserved', () => {
    expect(freeExpertName('math', ['math', 'math-2'])).toBe('math-3')
    expect(freeExpertName('My Sums!.safetensors', [])).toBe('my-sums-safetensors')
  })

  it('makes a name that can be used of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (wish, taken) => {
        const name = freeExpertName(wish, [...taken, 'expert'])
        expect(name).toMatch(EXPERT_NAME)
        expect(taken).not.toContain(name)
      }),
    )
  })
})
