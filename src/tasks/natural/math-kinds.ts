import type { Prng } from '../../core/prng.ts'
import { between } from '../draw.ts'
import { type DrawnQuestion, type Kind, wrongDigits } from './kind.ts'
import { GOODS, NAMES } from './words.ts'

type Numbers = Readonly<Record<'a' | 'b' | 'c', number>>

const END = 'Answer with a number.'

/** A word problem whose result has one digit. */
function problem(
  name: string,
  wordings: readonly string[],
  draw: (prng: Prng) => Partial<Numbers>,
  solve: (numbers: Numbers) => number,
): Kind {
  return {
    name,
    wordings: wordings.map((wording) => `${wording} ${END}`),
    draw: (prng): DrawnQuestion | null => {
      const numbers = { a: 0, b: 0, c: 0, ...draw(prng) }
      const right = solve(numbers)
      if (right < 0 || right > 9 || !Number.isInteger(right)) return null
      const [n = '', m = ''] = prng.shuffle(NAMES)
      const { a, b, c } = numbers
      return {
        slots: { n, m, o: prng.pick(GOODS), a: `${a}`, b: `${b}`, c: `${c}` },
        right: `${right}`,
        wrong: wrongDigits(prng, right),
      }
    },
  }
}

const small = (prng: Prng) => between(prng, 1, 8)

/** Word problems of one and two steps; two-digit numbers on the way, one digit at the end. */
export const MATH_KINDS: readonly Kind[] = [
  problem(
    'sum',
    [
      '{n} has {a} {o} and buys {b} more. How many {o} does {n} have now?',
      'There are {a} {o} on the table, and {m} puts {b} more beside them. How many {o} are there in all?',
      '{n} found {a} {o} and {m} found {b}. How many {o} did they find together?',
      'If I own {a} {o} and someone gives me {b}, what is my total?',
    ],
    (prng) => ({ a: small(prng), b: small(prng) }),
    ({ a, b }) => a + b,
  ),
  problem(
    'difference',
    [
      '{n} had {a} {o} and gave {b} to {m}. How many {o} are left?',
      'A shop had {a} {o} and sold {b} of them. How many remain?',
      'There were {a} {o} in a box. {n} took {b} out. How many {o} are still in the box?',
      '{m} counts {a} {o}, but {b} belong to {n}. How many belong to {m}?',
    ],
    (prng) => {
      const b = between(prng, 2, 30)
      return { a: b + between(prng, 1, 9), b }
    },
    ({ a, b }) => a - b,
  ),
  problem(
    'share',
    [
      '{n} shares {a} {o} equally among {b} friends. How many {o} does each friend get?',
      '{a} {o} are packed into {b} boxes, the same number in each. How many {o} are in one box?',
      'A teacher divides {a} {o} into {b} equal groups. How many {o} are in each group?',
      'With {a} {o} for {b} people, how many does everybody get?',
    ],
    (prng) => {
      const b = between(prng, 2, 9)
      return { a: b * between(prng, 2, 9), b }
    },
    ({ a, b }) => a / b,
  ),
  problem(
    'product',
    [
      '{n} has {a} bags with {b} {o} in each. How many {o} does {n} have?',
      'Each of {a} children brings {b} {o}. How many {o} is that?',
      '{n} buys {a} packs of {b} {o}. How many {o} is that in total?',
      'What do {a} baskets with {b} {o} apiece hold together?',
    ],
    (prng) => ({ a: between(prng, 2, 4), b: between(prng, 1, 4) }),
    ({ a, b }) => a * b,
  ),
  problem(
    'gain-and-loss',
    [
      '{n} has {a} {o}, gets {b} more and then loses {c}. How many {o} does {n} have now?',
      'Of {a} {o} {n} eats {c}; later {m} brings {b} new ones. How many {o} are there at the end?',
      '{n} had {a} {o}. {m} gave {n} {b} more, and {n} sold {c}. How many {o} are left?',
      'Starting with {a} {o}, {m} adds {b} and takes away {c}. What is the result?',
    ],
    (prng) => {
      const a = between(prng, 3, 9)
      const b = between(prng, 1, 9)
      return { a, b, c: between(prng, 1, a - 1) }
    },
    ({ a, b, c }) => a + b - c,
  ),
  problem(
    'two-losses',
    [
      '{n} bakes {a} {o}, gives {b} to {m} and eats {c}. How many {o} remain?',
      'From a bag of {a} {o}, {n} takes {b} and {m} takes {c}. How many {o} are left in the bag?',
      'There were {a} {o}. {b} broke on Monday and {c} on Tuesday. How many are still good?',
      'A tray holds {a} {o}. After {b} and then {c} are taken, how many stay on it?',
    ],
    (prng) => {
      const b = between(prng, 1, 9)
      const c = between(prng, 1, 9)
      return { a: b + c + between(prng, 1, 9), b, c }
    },
    ({ a, b, c }) => a - b - c,
  ),
]
