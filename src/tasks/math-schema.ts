import type { Prng } from '../core/prng.ts'
import { canonicalText } from './canonical.ts'
import { THINGS } from './lexicon.ts'
import { drawPeople } from './people.ts'
import type { Schema, Slots, Solution } from './schema.ts'
import type { Family } from './task-item.ts'

type Step = readonly [left: number, sign: '+' | '-' | '*', right: number]

export interface Numbers {
  readonly a: number
  readonly b: number
  readonly c: number
}

export interface MathPlan {
  readonly steps: readonly Step[]
  /** What a hasty writer says instead of the last step's value. */
  readonly slip: number
}

/** A word problem: numbers a, b, c, people n and m, things o. */
export function mathSchema(
  family: Family,
  hard: boolean,
  forms: readonly string[],
  draw: (prng: Prng) => Partial<Numbers>,
  plan: (numbers: Numbers) => MathPlan,
): Schema {
  return {
    family,
    hard,
    forms,
    draw: (prng) => {
      const [n = '', m = ''] = drawPeople(prng, 2)
      const numbers = Object.entries(draw(prng)).map(([name, value]) => [name, String(value)])
      return { n, m, o: prng.pick(THINGS), ...Object.fromEntries(numbers) }
    },
    solve: (slots) =>
      slots.n !== undefined && slots.n === slots.m ? null : solveMath(plan(numbersOf(slots))),
  }
}

function numbersOf(slots: Slots): Numbers {
  return { a: Number(slots.a), b: Number(slots.b), c: Number(slots.c) }
}

function solveMath({ steps, slip }: MathPlan): Solution | null {
  const values = steps.map(stepValue)
  const answer = values.at(-1)
  const numbers = [...values, ...steps.flatMap(([left, , right]) => [left, right]), slip]
  if (answer === undefined || !numbers.every(isOneToken)) return null
  const working = steps.map(([left, sign, right], index) => `${left} ${sign} ${right} = ${values[index]}`)
  return {
    worked: `${working.join(' , ')} , so ${answer}`,
    blurt: `so ${answer}`,
    slip: `so ${slip}`,
    expected: String(answer),
    verify: (text) => finalNumber(text) === String(answer),
  }
}

/** The number after the last `so`, where the answer must end. */
function finalNumber(text: string): string | undefined {
  return /(?:^| )so (\d+)$/.exec(canonicalText(text))?.[1]
}

function isOneToken(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 99
}

function stepValue([left, sign, right]: Step): number {
  switch (sign) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    default:
      return sign satisfies never
  }
}
