import { between } from './draw.ts'
import { mathSchema } from './math-schema.ts'
import type { Schema } from './schema.ts'

/** Two steps of different kinds, or one number used twice. The slip stops after the first step. */
export const MATH_HARD: readonly Schema[] = [
  mathSchema(
    'math-hard',
    true,
    [
      'there are {a} boxes with {b} {o} each . {n} takes {c} . how many {o} are left ?',
      '{n} buys {a} bags of {b} {o} and loses {c} . how many {o} remain ?',
    ],
    (prng) => {
      const a = between(prng, 2, 9)
      const b = between(prng, 2, 9)
      return { a, b, c: between(prng, 1, Math.min(12, a * b - 1)) }
    },
    ({ a, b, c }) => ({
      steps: [
        [a, '*', b],
        [a * b, '-', c],
      ],
      slip: a * b,
    }),
  ),
  mathSchema(
    'math-hard',
    true,
    [
      '{n} has {a} {o} . {m} has {b} more than {n} . how many in all ?',
      '{n} finds {a} {o} and {m} finds {b} more than {n} . how many {o} in all ?',
    ],
    (prng) => ({ a: between(prng, 2, 20), b: between(prng, 2, 12) }),
    ({ a, b }) => ({
      steps: [
        [a, '+', b],
        [a, '+', a + b],
      ],
      slip: a + b,
    }),
  ),
  mathSchema(
    'math-hard',
    true,
    [
      '{n} has {a} {o} . {m} has twice as many and gets {c} more . how many has {m} ?',
      '{m} had twice as many {o} as {n} and then finds {c} . {n} has {a} . how many has {m} ?',
    ],
    (prng) => ({ a: between(prng, 3, 20), c: between(prng, 2, 12) }),
    ({ a, c }) => ({
      steps: [
        [a, '+', a],
        [a + a, '+', c],
      ],
      slip: a + a,
    }),
  ),
  mathSchema(
    'math-hard',
    true,
    [
      'a bag of {a} {o} . {n} takes {b} and {m} takes {c} . how many remain ?',
      '{n} had {a} {o} . {n} loses {b} and sells {c} . how many are left ?',
    ],
    (prng) => ({ a: between(prng, 12, 30), b: between(prng, 2, 6), c: between(prng, 2, 5) }),
    ({ a, b, c }) => ({
      steps: [
        [a, '-', b],
        [a - b, '-', c],
      ],
      slip: a - b,
    }),
  ),
]
