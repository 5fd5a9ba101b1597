import type { Prng } from '../core/prng.ts'
import {
  COUNTED_OPERATIONS,
  type CountedOperation,
  type Operation,
  type PlainOperation,
} from './list-language/program.ts'

type Name = PlainOperation | CountedOperation

/** How the prompts of the code families say each list operation. No wording stands for two operations. */
const WORDINGS: Readonly<Record<Name, readonly string[]>> = {
  rev: ['reverse it', 'flip it', 'turn it around'],
  sort: ['sort it', 'put it in order'],
  dbl: ['double each', 'make each twice as big'],
  take: ['keep the first {k}', 'take {k}'],
  drop: ['remove the first {k}', 'skip {k}'],
  inc: ['add {k} to each', 'raise each by {k}'],
  sum: ['add all up', 'find the total'],
  max: ['find the largest', 'pick the biggest'],
  min: ['find the smallest', 'pick the least'],
  len: ['count them', 'find the length'],
}

/** Operations that leave a list, and those that end in one number. */
export const LIST_OPERATIONS: readonly Name[] = ['rev', 'sort', 'dbl', 'take', 'drop', 'inc']
export const NUMBER_OPERATIONS: readonly Name[] = ['sum', 'max', 'min', 'len']

export const PHRASES: readonly { readonly name: Name; readonly wording: string }[] = [
  ...LIST_OPERATIONS,
  ...NUMBER_OPERATIONS,
].flatMap((name) => WORDINGS[name].map((wording) => ({ name, wording })))

/** An operation of the list language, drawn at random. */
export function drawOperation(prng: Prng, names: readonly Name[]): Operation {
  const name = prng.pick(names)
  return operation(name, 1 + prng.integer(name === 'inc' ? 9 : 4))
}

/** One way to say an operation. */
export function drawPhrase(prng: Prng, op: Operation): string {
  return prng.pick(WORDINGS[op.name]).replace('{k}', 'count' in op ? String(op.count) : '')
}

/** The operation a phrase stands for, or null. */
export function operationOf(phrase: string): Operation | null {
  const count = /\d+/.exec(phrase)?.[0] ?? ''
  const found = PHRASES.find(({ wording }) => wording.replace('{k}', count) === phrase)
  return found === undefined ? null : operation(found.name, Number(count))
}

function operation(name: Name, count: number): Operation {
  const counted = COUNTED_OPERATIONS.find((known) => known === name)
  return counted === undefined ? { name: name as PlainOperation } : { name: counted, count }
}
