import { AppError } from '../../core/errors.ts'
import { formatOperation, type Operation, type Program } from './program.ts'

/** A list until an operation such as `sum` reduces it to one number. */
export type Value = number | readonly number[]

/**
 * Runs a program on a list. Time is linear in operations × list length (times a logarithm for `sort`).
 * @throws AppError `bad-input` when an operation meets a number where it needs a list, or `max`/`min` an empty
 * list; `numeric` when a value leaves the safe integers.
 */
export function evaluateProgram(program: Program, input: readonly number[]): Value {
  let value: Value = input
  for (const operation of program) {
    if (typeof value === 'number') {
      throw new AppError(
        'bad-input',
        `"${formatOperation(operation)}" needs a list but got the number ${value}.`,
      )
    }
    value = apply(operation, value)
    if (!isSafe(value))
      throw new AppError('numeric', `"${formatOperation(operation)}" made a number too large.`)
  }
  return value
}

/** Equal as values of the language, lists entry by entry. */
export function sameValue(a: Value, b: Value): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b
  return a.length === b.length && a.every((entry, index) => entry === b[index])
}

function isSafe(value: Value): boolean {
  return typeof value === 'number' ? Number.isSafeInteger(value) : value.every(Number.isSafeInteger)
}

function apply(operation: Operation, list: readonly number[]): Value {
  switch (operation.name) {
    case 'rev':
      return list.toReversed()
    case 'sort':
      return list.toSorted((a, b) => a - b)
    case 'dbl':
      return list.map((entry) => 2 * entry)
    case 'take':
      return list.slice(0, operation.count)
    case 'drop':
      return list.slice(operation.count)
    case 'inc':
      return list.map((entry) => entry + operation.count)
    case 'sum':
      return list.reduce((total, entry) => total + entry, 0)
    case 'len':
      return list.length
    case 'max':
      return extreme(list, operation.name, (a, b) => a > b)
    case 'min':
      return extreme(list, operation.name, (a, b) => a < b)
    default:
      return operation satisfies never
  }
}

function extreme(list: readonly number[], name: string, better: (a: number, b: number) => boolean): number {
  if (list.length === 0) throw new AppError('bad-input', `"${name}" has no answer for an empty list.`)
  return list.reduce((best, entry) => (better(entry, best) ? entry : best))
}
