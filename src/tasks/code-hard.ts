import type { Prng } from '../core/prng.ts'
import { drawOperations, operationsIn, solveProgram } from './code-schema.ts'
import { evaluateProgram, sameValue, type Value } from './list-language/evaluate.ts'
import { runOnAll } from './list-language/hidden-inputs.ts'
import type { Operation, Program } from './list-language/program.ts'
import { drawPhrase } from './phrases.ts'
import { type Schema, type Slots, type Solution, slot } from './schema.ts'

/** Three operations (the slip forgets the middle one), or one operation to be found from two examples. */
export const CODE_HARD: readonly Schema[] = [
  {
    family: 'code-hard',
    hard: true,
    forms: ['given a list , {f} , {g} and {h}', 'with a list of numbers : {f} , then {g} and last {h}'],
    draw: (prng) => {
      const phrases = drawOperations(prng, 3, true).map((operation) => drawPhrase(prng, operation))
      const [f = '', g = '', h = ''] = phrases
      return { f, g, h }
    },
    solve: (slots, prompt) => {
      const operations = operationsIn(slots, ['f', 'g', 'h'])
      const [first, second, third] = operations ?? []
      if (operations === null || first === undefined || second === undefined || third === undefined)
        return null
      const slips = [
        [first, third],
        [first, second],
        [second, third],
      ]
      return solveProgram(operations, slips, prompt)
    },
  },
  {
    family: 'code-hard',
    hard: true,
    forms: [
      'guess f : {in1} gives {out1} , {in2} gives {out2}',
      'f turns {in1} into {out1} and {in2} into {out2} . what is f ?',
    ],
    draw: drawExamples,
    solve: solveExamples,
  },
]

const COUNTS = [1, 2, 3, 4]
const GUESSABLE: readonly Operation[] = [
  ...(['rev', 'sort', 'dbl', 'max', 'min', 'len'] as const).map((name) => ({ name })),
  ...(['take', 'drop'] as const).flatMap((name) => COUNTS.map((count) => ({ name, count }))),
]

const CONFUSED_WITH: Readonly<Partial<Record<Operation['name'], Operation>>> = {
  rev: { name: 'sort' },
  sort: { name: 'rev' },
  max: { name: 'min' },
  min: { name: 'max' },
  take: { name: 'drop', count: 1 },
  drop: { name: 'take', count: 1 },
  dbl: { name: 'inc', count: 1 },
  len: { name: 'max' },
}

function drawExamples(prng: Prng): Slots {
  // By name first, so that the eight countings of take and drop do not crowd out the others.
  const name = prng.pick([...new Set(GUESSABLE.map((operation) => operation.name))])
  const operation = prng.pick(GUESSABLE.filter((candidate) => candidate.name === name))
  const lists = [4 + prng.integer(2), 4].map((length) => Array.from({ length }, () => prng.integer(10)))
  const [in1 = '', in2 = ''] = lists.map(formatValue)
  const [out1 = '', out2 = ''] = lists.map((list) => formatValue(evaluateProgram([operation], list)))
  return { in1, in2, out1, out2 }
}

function solveExamples(slots: Slots, prompt: string): Solution | null {
  const inputs = [numbersIn(slot(slots, 'in1')), numbersIn(slot(slots, 'in2'))]
  const outputs = [numbersIn(slot(slots, 'out1')), numbersIn(slot(slots, 'out2'))]
  const fitting = GUESSABLE.filter((operation) => explains([operation], inputs, outputs))
  const [operation] = fitting
  if (operation === undefined || fitting.length > 1) return null
  const slip = CONFUSED_WITH[operation.name]
  return slip === undefined ? null : solveProgram([operation], [[slip]], prompt)
}

/** A number in the prompt may be a list of one: both readings count. */
function explains(program: Program, inputs: readonly number[][], outputs: readonly number[][]): boolean {
  const values = runOnAll(program, inputs)
  if (values === null) return false
  return values.every((value, index) => {
    const output = outputs[index] ?? []
    const list = typeof value === 'number' ? [value] : value
    return output.length > 0 && sameValue(list, output)
  })
}

function formatValue(value: Value): string {
  return typeof value === 'number' ? String(value) : value.join(' ')
}

function numbersIn(text: string): number[] {
  return text.split(' ').filter(Boolean).map(Number)
}
