import { AppError } from '../errors.ts'
import type { Grid } from './workspace.ts'

/**
 * Copies a matrix and brings its largest magnitude near 1 by a power of two, which rounds nothing, so that squares
 * neither overflow nor vanish.
 *
 * @param w row major, without padding.
 * @returns the exponent: `w = target · 2^exponent`.
 * @throws AppError `numeric` for a number that is not finite.
 */
export function scaleToUnit(w: Float32Array | Float64Array, target: Grid): number {
  let largest = 0
  for (let k = 0; k < w.length; k++) {
    const size = Math.abs(w[k] as number)
    if (!(size < Number.POSITIVE_INFINITY)) {
      throw new AppError(
        'numeric',
        'The matrix holds a number that is not finite, so it has no singular values.',
      )
    }
    if (size > largest) largest = size
  }
  const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest))
  const [first, second] = powersOfTwo(-exponent)
  const { rows, columns, stride, data } = target
  for (let row = 0; row < rows; row++) {
    const from = row * columns
    const to = row * stride
    for (let k = 0; k < columns; k++) data[to + k] = (w[from + k] as number) * first * second
  }
  return exponent
}

/** `value · 2^exponent`, also where the power alone is no finite number. */
export function timesPowerOfTwo(value: number, exponent: number): number {
  const [first, second] = powersOfTwo(exponent)
  return value * first * second
}

/** Two factors, because 2^1074 alone is not a finite number. */
function powersOfTwo(exponent: number): [number, number] {
  const half = Math.trunc(exponent / 2)
  return [2 ** half, 2 ** (exponent - half)]
}
