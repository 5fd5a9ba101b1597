import type { Prng } from '../core/prng.ts'
import { drawOperations, operationsIn, solveProgram } from './code-schema.ts'
import type { Operation } from './list-language/program.ts'
import { drawPeople } from './people.ts'
import { drawPhrase, NUMBER_OPERATIONS } from './phrases.ts'
import type { Schema, Slots } from './schema.ts'

/** Two operations, said in the order in which they run (easy) or the other way round (hard). */
export const CODE: readonly Schema[] = [
  {
    family: 'code',
    hard: false,
    forms: [
      'code : {f} then {g}',
      'write a program : {f} and then {g}',
      'program f : {f} , next {g}',
      '{n} has a list and wants to {f} and then {g}',
    ],
    draw: (prng) => twoOperations(prng, true),
    solve: (slots, prompt) =>
      solvePair(slots, prompt, (first, second) =>
        // A hasty writer keeps the more telling half: the reduction, else the operation said first.
        NUMBER_OPERATIONS.includes(second.name) ? [[second], [first]] : [[first], [second]],
      ),
  },
  {
    family: 'code',
    hard: true,
    forms: [
      'code : {g} after you {f}',
      'write a program : before you {g} , {f}',
      '{n} has a list and wants to {g} , but first {f}',
    ],
    draw: (prng) => twoOperations(prng, false),
    solve: (slots, prompt) =>
      solvePair(slots, prompt, (first, second) => [[second, first], [first], [second]]),
  },
]

function twoOperations(prng: Prng, mayReduce: boolean): Slots {
  const phrases = drawOperations(prng, 2, mayReduce).map((operation) => drawPhrase(prng, operation))
  const [f = '', g = ''] = phrases
  const [n = ''] = drawPeople(prng, 1)
  return { f, g, n }
}

function solvePair(
  slots: Slots,
  prompt: string,
  slips: (first: Operation, second: Operation) => readonly (readonly Operation[])[],
) {
  const operations = operationsIn(slots, ['f', 'g'])
  const [first, second] = operations ?? []
  if (operations === null || first === undefined || second === undefined) return null
  return solveProgram(operations, slips(first, second), prompt)
}
