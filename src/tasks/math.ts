import type { Prng } from '../core/prng.ts'
import { between } from './draw.ts'
import { mathSchema, type Numbers } from './math-schema.ts'
import type { Schema } from './schema.ts'

const twoTerms = (prng: Prng) => ({ a: between(prng, 3, 30), b: between(prng, 2, 20) })
const threeTerms = (prng: Prng) => ({ ...twoTerms(prng), c: between(prng, 2, 12) })

/** b smaller than a, so that nothing goes below zero. */
function descending(numbers: Pick<Numbers, 'a' | 'b'>) {
  return { a: Math.max(numbers.a, numbers.b) + 1, b: Math.min(numbers.a, numbers.b) }
}

/** Word problems of one step (easy) or two (hard). The slip takes the wrong sign or forgets the second step. */
export const MATH: readonly Schema[] = [
  mathSchema(
    'math',
    false,
    [
      '{n} has {a} {o} and gets {b} more . how many {o} now ?',
      '{n} finds {a} {o} and then {b} more . how many {o} in all ?',
      'there are {a} {o} on a table . {n} puts {b} more there . how many {o} now ?',
      '{n} has {a} red {o} and {b} blue {o} . how many in all ?',
    ],
    twoTerms,
    ({ a, b }) => ({ steps: [[a, '+', b]], slip: Math.abs(a - b) }),
  ),
  mathSchema(
    'math',
    false,
    [
      '{n} has {a} {o} and loses {b} . how many are left ?',
      '{n} had {a} {o} but {b} are gone . how many remain ?',
      'of {a} {o} {n} sells {b} . how many are left ?',
    ],
    (prng) => descending(twoTerms(prng)),
    ({ a, b }) => ({ steps: [[a, '-', b]], slip: a + b }),
  ),
  mathSchema(
    'math',
    false,
    [
      '{n} has {a} boxes with {b} {o} each . how many {o} ?',
      '{n} buys {a} bags of {b} {o} . how many {o} ?',
      '{n} fills {a} boxes and puts {b} {o} in each . how many {o} in all ?',
    ],
    (prng) => ({ a: between(prng, 2, 9), b: between(prng, 2, 9) }),
    ({ a, b }) => ({ steps: [[a, '*', b]], slip: a + b }),
  ),
  mathSchema(
    'math',
    true,
    [
      '{n} has {a} {o} , gets {b} more and then gives away {c} . how many {o} now ?',
      '{n} has {a} {o} . {n} finds {b} and then loses {c} . how many {o} now ?',
    ],
    threeTerms,
    ({ a, b, c }) => ({
      steps: [
        [a, '+', b],
        [a + b, '-', c],
      ],
      slip: a + b,
    }),
  ),
  mathSchema(
    'math',
    true,
    [
      '{n} has {a} {o} , loses {b} and then finds {c} . how many {o} now ?',
      '{n} had {a} {o} , sells {b} and then buys {c} . how many {o} now ?',
    ],
    (prng) => ({ ...descending(twoTerms(prng)), c: between(prng, 2, 12) }),
    ({ a, b, c }) => ({
      steps: [
        [a, '-', b],
        [a - b, '+', c],
      ],
      slip: a - b,
    }),
  ),
  mathSchema(
    'math',
    true,
    [
      '{n} has {a} {o} . {m} gives {b} and then {c} more to {n} . how many {o} now ?',
      '{n} has {a} {o} , {m} has {b} and a friend has {c} . how many in all ?',
    ],
    threeTerms,
    ({ a, b, c }) => ({
      steps: [
        [a, '+', b],
        [a + b, '+', c],
      ],
      slip: a + b,
    }),
  ),
]
