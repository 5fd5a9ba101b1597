import { fnv1a } from '../core/fnv.ts'
import type { Prng } from '../core/prng.ts'
import { canonicalText } from './canonical.ts'
import { hiddenInputs, programAgrees, runOnAll } from './list-language/hidden-inputs.ts'
import { formatOperation, formatProgram, type Operation, type Program } from './list-language/program.ts'
import { drawOperation, LIST_OPERATIONS, NUMBER_OPERATIONS, operationOf } from './phrases.ts'
import { type Slots, type Solution, slot } from './schema.ts'

const ORDINALS = ['first', 'next', 'last']

/**
 * The solution of a programming exercise, judged by running the answer on hidden inputs.
 * @param slips likely mistakes in order of preference; the first that really fails is the item's slip.
 * @returns null for a dull exercise: it fails or leaves nothing on some input.
 */
export function solveProgram(program: Program, slips: readonly Program[], prompt: string): Solution | null {
  const inputs = hiddenInputs(fnv1a(prompt))
  const outputs = runOnAll(program, inputs)
  if (outputs === null || outputs.some((value) => typeof value !== 'number' && value.length === 0))
    return null
  const mistakes = slips.map(formatProgram)
  const slip = mistakes.find((text) => !programAgrees(text, program, inputs)) ?? mistakes[0]
  const expected = formatProgram(program)
  const plan = program.map((operation, index) => `${ORDINALS[index]} ${formatOperation(operation)}`)
  return {
    worked: `${plan.join(' ')} : f = ${expected}`,
    blurt: `f = ${expected}`,
    slip: `f = ${slip}`,
    expected,
    verify: (text) => {
      const answer = finalProgram(text)
      return answer !== null && programAgrees(answer, program, inputs)
    },
  }
}

/** `count` operations of different names, none of them idle; the last may reduce the list to a number. */
export function drawOperations(prng: Prng, count: number, mayReduce: boolean): Operation[] {
  for (;;) {
    const reduces = mayReduce && prng.uniform() < 0.5
    const operations = Array.from({ length: count }, (_, index) =>
      drawOperation(prng, reduces && index === count - 1 ? NUMBER_OPERATIONS : LIST_OPERATIONS),
    )
    const names = new Set(operations.map(({ name }) => name))
    if (names.size === count && everyOperationMatters(operations)) return operations
  }
}

const PROBES = hiddenInputs(0)

/** Whether leaving any one operation out changes the outcome, unlike in `rev | sum`. */
function everyOperationMatters(program: Program): boolean {
  return program.every((_, left) => {
    const shorter = program.filter((_, index) => index !== left)
    return !programAgrees(formatProgram(shorter), program, PROBES)
  })
}

/** The operations that the phrases in these slots stand for, or null if any stands for none. */
export function operationsIn(slots: Slots, names: readonly string[]): Operation[] | null {
  const found = names.map((name) => operationOf(slot(slots, name)))
  return found.every((operation) => operation !== null) ? found : null
}

/** What follows the last `f =`. */
function finalProgram(text: string): string | null {
  const canonical = canonicalText(text)
  const start = canonical.lastIndexOf('f = ')
  return start < 0 ? null : canonical.slice(start + 4)
}
