import { AppError } from '../core/errors.ts'
import { problemFromPrompt } from './problem-from-prompt.ts'
import type { Family, TaskItem } from './task-item.ts'

/** Prompts that show each family off, best first. None is in the train split: no model here has seen one. */
export const EXAMPLE_PROMPTS: Readonly<Record<Family, readonly string[]>> = {
  math: [
    'eve has 10 cakes , gets 8 more and then gives away 2 . how many cakes now ?',
    'sam has 9 boxes with 2 balls each . how many balls ?',
    'amy has 13 stars . sue gives 12 and then 2 more to amy . how many stars now ?',
    'sue had 20 coins but 6 are gone . how many remain ?',
  ],
  code: [
    'write a program : before you reverse it , take 3',
    'code : skip 2 then make each twice as big',
    'program f : keep the first 3 , next find the total',
    'tom has a list and wants to sort it , but first skip 2',
  ],
  reasoning: [
    'every pig is young . every owl is kind . leo is a owl . leo is young or kind or slow',
    'leo is taller than bob . bob is taller than eve . who is the shortest ? eve or bob or leo',
    'which is not a fruit ? plum or fig or cat or pear',
    'liz is 12 and dan is 21 . who is older ? liz or dan',
  ],
  'math-hard': [
    'liz has 17 balls . joe has 4 more than liz . how many in all ?',
    'there are 4 boxes with 6 cakes each . bob takes 5 . how many cakes are left ?',
    'amy has 12 coins . sue has twice as many and gets 5 more . how many has sue ?',
    'a bag of 20 shells . eve takes 6 and dan takes 4 . how many remain ?',
  ],
  'code-hard': [
    'given a list , skip 2 , double each and find the total',
    'guess f : 9 6 7 3 gives 3 7 6 9 , 5 1 2 3 gives 3 2 1 5',
    'with a list of numbers : skip 2 , then reverse it and last take 2',
    'f turns 4 1 8 2 into 8 and 1 9 5 0 into 9 . what is f ?',
  ],
  'reasoning-hard': [
    'dan is taller than eve . kim is taller than dan . eve is taller than ben . name the shortest one eve or ben or kim or dan',
    'sue is a owl . if it is a pig it is young . if it is a owl it is kind . what is sue ? slow or young or kind',
    'find the odd one out plum or cat or fig or pear',
  ],
  other: [
    'tell me a story about a fox and mia',
    'hello dan , how are you today ?',
    'my owl has 7 balls and is shy',
    'sue went home with a cat and 12 stars',
  ],
}

/** The examples of a family with their answers and verifiers. */
export function exampleItems(family: Family): TaskItem[] {
  return EXAMPLE_PROMPTS[family].map((prompt) => {
    const item = problemFromPrompt(prompt)
    if (item === null) throw new AppError('bad-input', `The example "${prompt}" fits no template.`)
    return item
  })
}
