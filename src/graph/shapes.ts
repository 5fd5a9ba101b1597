import { AppError } from '../core/errors.ts'
import type { Dim } from './graph.ts'

/** The size named `dim`, or 1: `lanes?` may meet `lanes`, as NumPy broadcasts. */
export const orOne = (dim: string): string => `${dim}?`

function broadcastDim(a: Dim, b: Dim): Dim {
  if (a === b || b === 1 || b === orOne(String(a))) return a
  if (a === 1 || a === orOne(String(b))) return b
  throw new AppError('bad-model', `Sizes ${a} and ${b} cannot be broadcast together.`)
}

/** NumPy's broadcasting rule over sizes known or named. */
export function broadcastShapes(a: readonly Dim[], b: readonly Dim[]): readonly Dim[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) =>
    broadcastDim(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1),
  )
}

/** Equal axis by axis, names of sizes included. */
export function sameShape(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis])
}

/** The axes of `from` that broadcasting `to` up to it created, to be summed over on the way back. */
export function broadcastAxes(from: readonly Dim[], to: readonly Dim[]): readonly number[] {
  const extra = from.length - to.length
  return from.flatMap((dim, axis) => {
    const target = to[axis - extra]
    return axis < extra || (target === 1 && dim !== 1) ? [axis] : []
  })
}

/**
 * The size of an axis, counted from the end where negative.
 * @throws AppError `bad-model` where the rank is too low
 */
export function dimAt(shape: readonly Dim[], axis: number): Dim {
  const dim = shape.at(axis)
  if (dim === undefined)
    throw new AppError('bad-model', `A tensor of rank ${shape.length} has no axis ${axis}.`)
  return dim
}

/**
 * The same as a number.
 * @throws AppError `bad-model` where the size is known at run time only
 */
export function knownDim(shape: readonly Dim[], axis: number): number {
  const dim = dimAt(shape, axis)
  if (typeof dim !== 'number')
    throw new AppError('bad-model', `Axis ${axis} (${dim}) must have a known size.`)
  return dim
}
