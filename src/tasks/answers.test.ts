import { describe, expect, it } from 'vitest'
import { problemFromPrompt } from './problem-from-prompt.ts'

// Worked by hand: prompt, worked answer, slip.
const BY_HAND: readonly (readonly [prompt: string, worked: string, slip: string])[] = [
  ['amy has 13 stars and gets 12 more . how many stars now ?', '13 + 12 = 25 , so 25', 'so 1'],
  ['of 20 coins sam sells 6 . how many are left ?', '20 - 6 = 14 , so 14', 'so 26'],
  ['sam has 9 boxes with 2 balls each . how many balls ?', '9 * 2 = 18 , so 18', 'so 11'],
  [
    'amy has 15 pens , gets 8 more and then gives away 6 . how many pens now ?',
    '15 + 8 = 23 , 23 - 6 = 17 , so 17',
    'so 23',
  ],
  [
    'amy has 24 pens , loses 9 and then finds 5 . how many pens now ?',
    '24 - 9 = 15 , 15 + 5 = 20 , so 20',
    'so 15',
  ],
  [
    'amy has 13 stars . sue gives 12 and then 2 more to amy . how many stars now ?',
    '13 + 12 = 25 , 25 + 2 = 27 , so 27',
    'so 25',
  ],
  [
    'there are 4 boxes with 6 cakes each . bob takes 5 . how many cakes are left ?',
    '4 * 6 = 24 , 24 - 5 = 19 , so 19',
    'so 24',
  ],
  [
    'liz has 17 balls . joe has 4 more than liz . how many in all ?',
    '17 + 4 = 21 , 17 + 21 = 38 , so 38',
    'so 21',
  ],
  [
    'amy has 12 pens . sue has twice as many and gets 5 more . how many has sue ?',
    '12 + 12 = 24 , 24 + 5 = 29 , so 29',
    'so 24',
  ],
  [
    'a bag of 20 eggs . eve takes 6 and dan takes 4 . how many remain ?',
    '20 - 6 = 14 , 14 - 4 = 10 , so 10',
    'so 14',
  ],
  ['14 - 5 = ?', '14 - 5 = 9 , so 9', 'so 19'],
  ['code : skip 3 then make each twice as big', 'first drop 3 next dbl : f = drop 3 | dbl', 'f = drop 3'],
  ['code : keep the first 2 then add all up', 'first take 2 next sum : f = take 2 | sum', 'f = sum'],
  [
    'write a program : before you reverse it , take 3',
    'first take 3 next rev : f = take 3 | rev',
    'f = rev | take 3',
  ],
  [
    'write a program : before you make each twice as big , skip 3',
    'first drop 3 next dbl : f = drop 3 | dbl',
    'f = drop 3',
  ],
  [
    'given a list , skip 2 , double each and find the total',
    'first drop 2 next dbl last sum : f = drop 2 | dbl | sum',
    'f = drop 2 | sum',
  ],
  ['guess f : 9 6 7 3 gives 3 7 6 9 , 5 1 2 3 gives 3 2 1 5', 'first rev : f = rev', 'f = sort'],
  ['f turns 4 1 8 2 into 8 and 1 9 5 0 into 9 . what is f ?', 'first max : f = max', 'f = min'],
  [
    'leo is taller than bob . bob is taller than eve . who is the shortest ? eve or bob or leo',
    'leo > bob > eve , hence eve',
    'i guess bob',
  ],
  [
    'bob is older than eve and leo is older than bob . the oldest is eve or bob or leo',
    'leo > bob > eve , hence leo',
    'i guess bob',
  ],
  [
    'every pig is young . every owl is kind . leo is a owl . leo is young or kind or slow',
    'leo is a owl , owl is kind , hence kind',
    'i guess young',
  ],
  ['which is not a fruit ? plum or fig or cat or pear', 'cat is a animal , hence cat', 'i guess plum'],
  ['find the tool : cow or hen or axe or fox', 'axe is a tool , hence axe', 'i guess cow'],
  ['liz is 12 and dan is 21 . who is older ? liz or dan', '21 > 12 , hence dan', 'i guess liz'],
  ['liz has 9 pens and dan has 3 . who has more ? dan or liz', '9 > 3 , hence liz', 'i guess dan'],
  [
    'dan is taller than eve . kim is taller than dan . eve is taller than ben . name the shortest one eve or ben or kim or dan',
    'kim > dan > eve > ben , hence ben',
    'i guess eve',
  ],
  [
    'sue is a owl . if it is a pig it is young . if it is a owl it is kind . what is sue ? slow or young or kind',
    'sue is a owl , owl is kind , hence kind',
    'i guess young',
  ],
  ['find the odd one out plum or cat or fig or pear', 'cat is a animal , hence cat', 'i guess plum'],
]

describe('answers worked by hand', () => {
  it.each(BY_HAND)('%s', (prompt, worked, slip) => {
    expect(problemFromPrompt(prompt)).toMatchObject({ worked, slip })
  })
})

describe('what counts as an answer', () => {
  const judge = (prompt: string) => problemFromPrompt(prompt)!.verify

  it('of math is the number after the closing "so"', () => {
    const verify = judge('sam has 9 boxes with 2 balls each . how many balls ?')
    for (const right of ['so 18', '9 * 2 = 18 , so 18', 'So  18 ', 'so 11 , so 18'])
      expect(verify(right)).toBe(true)
    for (const wrong of [
      '18',
      'so 11',
      'so 18 so 11',
      'so 18 balls',
      'also 18',
      'so 118',
      'hence 18',
      'so',
    ]) {
      expect(verify(wrong), wrong).toBe(false)
    }
  })

  it('of reasoning is the word after the closing "hence" or "guess"', () => {
    const verify = judge(
      'every pig is young . every owl is kind . leo is a owl . leo is young or kind or slow',
    )
    for (const right of ['i guess kind', 'leo is kind , hence kind', 'hence kind'])
      expect(verify(right)).toBe(true)
    for (const wrong of [
      'kind',
      'so kind',
      'hence young',
      'hence kind or slow',
      'i guess',
      'hence kind kind',
    ]) {
      expect(verify(wrong), wrong).toBe(false)
    }
  })

  it('of code is whatever the program after the last "f =" does', () => {
    const verify = judge('code : skip 3 then make each twice as big')
    for (const right of [
      'f = drop 3 | dbl',
      'f = dbl | drop 3',
      'f = rev f = drop 3 | dbl',
      'f = drop 1 | drop 2 | dbl',
    ]) {
      expect(verify(right), right).toBe(true)
    }
    for (const wrong of [
      'drop 3 | dbl',
      'f = drop 3',
      'f = drop 3 | dbl |',
      'f = drop 3 | dbl now',
      'f =',
      'f = '.repeat(9999),
    ]) {
      expect(verify(wrong), wrong.slice(0, 40)).toBe(false)
    }
  })
})
