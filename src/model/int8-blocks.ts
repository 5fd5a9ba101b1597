import { floatFromHalf, halfFromFloat } from './half.ts'

/*
 * Singular vectors as 8-bit whole numbers: a vector is a column, and each 32 of its numbers share a float16 scale,
 * `value = scale · q`. Scales along the vector, because one long vector has parts of very different size.
 */

export const BLOCK_ROWS = 32
const LARGEST = 127

export interface Int8Columns {
  /** `[rows, columns]` row major, −127 … 127. */
  readonly data: Int8Array
  /** `[ceil(rows / 32), columns]` row major, float16. */
  readonly scales: Uint16Array
}

/** @param values `[rows, columns]` row major, of at most 65504 · 127. */
export function quantiseColumns(values: ArrayLike<number>, rows: number, columns: number): Int8Columns {
  const data = new Int8Array(rows * columns)
  const scales = new Uint16Array(Math.ceil(rows / BLOCK_ROWS) * columns)
  const largest = new Float64Array(columns)
  for (let top = 0; top < rows; top += BLOCK_ROWS) {
    const bottom = Math.min(rows, top + BLOCK_ROWS)
    largest.fill(0)
    for (let k = top * columns; k < bottom * columns; k++) {
      const size = Math.abs(values[k] as number)
      if (size > (largest[k % columns] as number)) largest[k % columns] = size
    }
    const block = (top / BLOCK_ROWS) * columns
    for (let column = 0; column < columns; column++) {
      const half = halfFromFloat((largest[column] as number) / LARGEST)
      const scale = floatFromHalf(half)
      scales[block + column] = half
      for (let k = top * columns + column; k < bottom * columns; k += columns) {
        const q = scale === 0 ? 0 : Math.round((values[k] as number) / scale)
        data[k] = Math.max(-LARGEST, Math.min(LARGEST, q))
      }
    }
  }
  return { data, scales }
}

/** The numbers as float32. */
export function columnsOf({ data, scales }: Int8Columns, columns: number): Float32Array {
  const values = new Float32Array(data.length)
  const floats = Float32Array.from(scales, floatFromHalf)
  for (let start = 0; start < data.length; start += columns) {
    const block = Math.floor(start / columns / BLOCK_ROWS) * columns
    for (let column = 0; column < columns; column++) {
      values[start + column] = (data[start + column] as number) * (floats[block + column] as number)
    }
  }
  return values
}
