import { AppError } from '../../core/errors.ts'
import { createPrng } from '../../core/prng.ts'
import { evaluateProgram, sameValue, type Value } from './evaluate.ts'
import { type Program, parseProgram } from './program.ts'

// Unsorted, with repeats and a zero, all distinct in length and extremes: each tells some pair of operations apart.
const FIXED: readonly (readonly number[])[] = [
  [3, 1, 2, 9, 5],
  [7, 7, 1, 4, 6],
  [8, 2, 6, 3, 5, 1],
  [4, 9, 0, 6, 11],
  [1, 5, 2, 8, 8, 3, 6],
  [12, 40, 3, 27, 19, 5, 31, 2],
]
const GENERATED = 8

/** The lists a program is judged on: a fixed set and eight more drawn from the seed, each 5 to 9 long. */
export function hiddenInputs(seed: number): number[][] {
  const prng = createPrng(seed)
  const generated = Array.from({ length: GENERATED }, () =>
    Array.from({ length: 5 + prng.integer(5) }, () => prng.integer(30)),
  )
  return [...FIXED.map((list) => [...list]), ...generated]
}

/** What `program` makes of every input, or null if it fails on any. */
export function runOnAll(program: Program, inputs: readonly (readonly number[])[]): Value[] | null {
  try {
    return inputs.map((input) => evaluateProgram(program, input))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Whether `text` is a program that agrees with `reference` on every input. Never throws on bad text. */
export function programAgrees(
  text: string,
  reference: Program,
  inputs: readonly (readonly number[])[],
): boolean {
  const program = parseOrNull(text)
  if (program === null) return false
  const actual = runOnAll(program, inputs)
  const wanted = runOnAll(reference, inputs)
  if (actual === null || wanted === null) return false
  return wanted.every((value, index) => {
    const other = actual[index]
    return other !== undefined && sameValue(value, other)
  })
}

function parseOrNull(text: string): Program | null {
  try {
    return parseProgram(text)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
