import { AppError } from '../../core/errors.ts'

export const PLAIN_OPERATIONS = ['rev', 'sort', 'dbl', 'sum', 'max', 'min', 'len'] as const
export const COUNTED_OPERATIONS = ['take', 'drop', 'inc'] as const

export type PlainOperation = (typeof PLAIN_OPERATIONS)[number]
export type CountedOperation = (typeof COUNTED_OPERATIONS)[number]

export type Operation =
  | { readonly name: PlainOperation }
  | { readonly name: CountedOperation; readonly count: number }

/** Applied left to right to a list of integers. */
export type Program = readonly Operation[]

const MAX_TEXT = 1000
const MAX_OPERATIONS = 16
const MAX_COUNT = 99

/**
 * Parses `drop 3 | dbl`. Whitespace is free; there is no nesting.
 * @throws AppError `bad-input` for text that is no program, `limit` for one that is too long or counts too far.
 */
export function parseProgram(text: string): Program {
  if (text.length > MAX_TEXT)
    throw tooMuch(`A program may have ${MAX_TEXT} characters, this one has ${text.length}.`)
  const parts = text.split('|')
  if (parts.length > MAX_OPERATIONS) {
    throw tooMuch(`A program may have ${MAX_OPERATIONS} operations, this one has ${parts.length}.`)
  }
  return parts.map(parseOperation)
}

/** The text that `parseProgram` reads back. */
export function formatProgram(program: Program): string {
  return program.map(formatOperation).join(' | ')
}

/** The same of one operation: `rev`, `take 3`. */
export function formatOperation(operation: Operation): string {
  return 'count' in operation ? `${operation.name} ${operation.count}` : operation.name
}

function parseOperation(text: string): Operation {
  const [name = '', count, ...rest] = text.trim().split(/\s+/)
  if (rest.length > 0) throw malformed(`"${text.trim()}" has words after its number.`)
  const plain = PLAIN_OPERATIONS.find((known) => known === name)
  if (plain !== undefined) {
    if (count !== undefined) throw malformed(`"${name}" takes no number.`)
    return { name: plain }
  }
  const counted = COUNTED_OPERATIONS.find((known) => known === name)
  if (counted === undefined) throw malformed(`There is no operation "${name}".`)
  if (count === undefined || !/^\d+$/.test(count)) throw malformed(`"${name}" needs a whole number.`)
  if (Number(count) > MAX_COUNT) throw tooMuch(`"${name}" may count to ${MAX_COUNT}, not to ${count}.`)
  return { name: counted, count: Number(count) }
}

const ADVICE = `Write operations separated by | , out of ${[...PLAIN_OPERATIONS, ...COUNTED_OPERATIONS].join(', ')}.`

function malformed(message: string): AppError {
  return new AppError('bad-input', message, { advice: ADVICE })
}

function tooMuch(message: string): AppError {
  return new AppError('limit', message, { advice: 'Write a shorter program with smaller numbers.' })
}
