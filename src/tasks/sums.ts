import { between } from './draw.ts'
import { mathSchema } from './math-schema.ts'
import type { Schema } from './schema.ts'

/** Bare sums. Only the corpus has them, always worked: they teach the tables that the word problems need. */
export const SUMS: readonly Schema[] = [
  mathSchema(
    'math',
    false,
    ['{a} + {b} = ?', 'what is {a} + {b} ?'],
    (prng) => ({ a: between(prng, 2, 50), b: between(prng, 2, 20) }),
    ({ a, b }) => ({ steps: [[a, '+', b]], slip: Math.abs(a - b) }),
  ),
  mathSchema(
    'math',
    false,
    ['{a} - {b} = ?', 'what is {a} - {b} ?'],
    (prng) => {
      const a = between(prng, 2, 50)
      const b = between(prng, 2, 20)
      return { a: Math.max(a, b) + 1, b: Math.min(a, b) }
    },
    ({ a, b }) => ({ steps: [[a, '-', b]], slip: a + b }),
  ),
  mathSchema(
    'math',
    false,
    ['{a} * {b} = ?', 'what is {a} * {b} ?'],
    (prng) => ({ a: between(prng, 2, 9), b: between(prng, 2, 9) }),
    ({ a, b }) => ({ steps: [[a, '*', b]], slip: a + b }),
  ),
]
