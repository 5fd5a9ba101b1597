import { describe, expect, it } from 'vitest'
import { testItems } from './families.ts'
import { problemFromPrompt } from './problem-from-prompt.ts'
import { FAMILIES } from './task-item.ts'

describe('problemFromPrompt', () => {
  it.each(FAMILIES)('finds every generated %s item back', (family) => {
    for (const item of testItems(family, 200, 8)) {
      const found = problemFromPrompt(item.prompt)
      expect(found, item.prompt).toMatchObject({ family, worked: item.worked, expected: item.expected })
      expect(found?.verify(item.worked)).toBe(true)
    }
  })

  it('solves a prompt whose numbers, names and spelling someone changed', () => {
    const item = problemFromPrompt('Zoltán has 7 boxes with 8 dragons each. How many dragons?')
    expect(item).toMatchObject({ expected: '56', worked: '7 * 8 = 56 , so 56' })
    expect(item?.verify('so 56')).toBe(true)
    expect(item?.verify('so 15')).toBe(false)
  })

  it.each([
    ['sam has 33 boxes with 3 balls each . how many balls ?', '99'],
    ['sam has 5 pens and loses 5 . how many are left ?', '0'],
  ])('solves what just has an answer from 0 to 99: %s', (prompt, expected) => {
    expect(problemFromPrompt(prompt)?.expected).toBe(expected)
  })

  it('gives a verdict even where the usual slip happens to be right', () => {
    const item = problemFromPrompt('sam has 2 boxes with 2 balls each . how many balls ?')
    expect(item?.verify('so 4')).toBe(true)
    expect(item?.verify('so 5')).toBe(false)
    expect(problemFromPrompt('code : reverse it then find the total')?.verify('f = sum')).toBe(true)
  })

  it('judges an edited program by what it does', () => {
    const item = problemFromPrompt('code : keep the first 2 then reverse it')
    expect(item?.verify('f = take 2 | rev')).toBe(true)
    expect(item?.verify('f = rev | take 2')).toBe(false)
  })

  it.each([
    ['an unknown wording', 'what is the capital of france ?'],
    ['an answer over 99', 'sam has 90 boxes with 2 balls each . how many balls ?'],
    ['an answer below zero', 'sam has 3 pens and loses 5 . how many are left ?'],
    ['a number that is no token', 'sam has 007 boxes with 2 balls each . how many balls ?'],
    ['one person in two roles', 'sam has 5 pens . sam has 4 more than sam . how many in all ?'],
    ['different things in one slot', 'sam has 9 boxes with 2 balls each . how many pens ?'],
    ['a tie', 'liz is 12 and dan is 12 . who is older ? liz or dan'],
    [
      'a ranking that is no chain',
      'leo is taller than bob . eve is taller than bob . who is the shortest ? eve or bob or leo',
    ],
    [
      'a circular ranking',
      'leo is taller than bob . bob is taller than leo . who is the tallest ? eve or bob or leo',
    ],
    [
      'a superlative of something else',
      'leo is taller than bob . bob is taller than eve . who is the oldest ? eve or bob or leo',
    ],
    ['two odd ones out', 'find the odd one out dog or plum or cat or fig'],
    ['unknown words', 'which is not a fruit ? plum or fig or sofa or pear'],
    ['an ambiguous guess', 'guess f : 1 2 3 4 gives 1 2 3 4 , 2 3 4 5 gives 2 3 4 5'],
    ['a guess with no solution', 'guess f : 1 2 3 4 gives 9 9 , 2 3 4 5 gives 1'],
    ['nothing', ''],
    ['a very long text', 'sam has 9 boxes '.repeat(1000)],
  ])('gives no verdict on %s', (_, prompt) => {
    expect(problemFromPrompt(prompt)).toBeNull()
  })
})
