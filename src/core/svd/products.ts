import { TILE_COLUMNS, TILE_ROWS } from './kernels/tile.ts'
import type { Grid, Workspace } from './workspace.ts'

/*
 * Dense products of grids, block by block: a block of A stays in the second cache while two rows of B at a time,
 * which fit the first, go past it. Padding to multiples of four spares all edges.
 */

const BLOCK_ROWS = 96
const BLOCK_INNER = 768

/** `C += A Bᵀ` for `A [rows, inner]` and `B [columns, inner]`. */
export function addProduct(work: Workspace, a: Grid, b: Grid, c: Grid): void {
  blocks(work, a, b, c, false)
}

/** The lower triangle of `C += A Aᵀ`, and at least that of it. */
export function addGram(work: Workspace, a: Grid, c: Grid): void {
  blocks(work, a, a, c, true)
}

function blocks(work: Workspace, a: Grid, b: Grid, c: Grid, isLower: boolean): void {
  const rows = a.data.length / a.stride
  const columns = b.data.length / b.stride
  const inner = 4 * Math.ceil(a.stride / 4 / Math.ceil(a.stride / BLOCK_INNER))
  for (let k = 0; k < a.stride; k += inner) {
    const bytes = 8 * Math.min(inner, a.stride - k)
    for (let top = 0; top < rows; top += BLOCK_ROWS) {
      const bottom = Math.min(rows, top + BLOCK_ROWS)
      for (let j = 0; j < (isLower ? bottom : columns); j += TILE_COLUMNS) {
        for (let i = top; i < bottom; i += TILE_ROWS) {
          if (isLower && j >= i + TILE_ROWS) continue
          work.tile(
            a.address + 8 * (i * a.stride + k),
            8 * a.stride,
            b.address + 8 * (j * b.stride + k),
            8 * b.stride,
            c.address + 8 * (i * c.stride + j),
            8 * c.stride,
            bytes,
          )
        }
      }
    }
  }
}

const SQUARE = 16

/** `target [columns, rows] = sourceᵀ`, in squares that stay in the first cache. */
export function transposeInto(source: Grid, target: Grid): void {
  const { rows, columns } = source
  for (let top = 0; top < rows; top += SQUARE) {
    for (let left = 0; left < columns; left += SQUARE) {
      const bottom = Math.min(rows, top + SQUARE)
      const right = Math.min(columns, left + SQUARE)
      for (let i = top; i < bottom; i++) {
        for (let j = left; j < right; j++) {
          target.data[j * target.stride + i] = source.data[i * source.stride + j] as number
        }
      }
    }
  }
}

/** Writes numbers that lie row major, without padding, into a grid of their shape. */
export function filled(target: Grid, values: Float32Array): Grid {
  const { rows, columns, stride, data } = target
  for (let row = 0; row < rows; row++)
    data.set(values.subarray(row * columns, (row + 1) * columns), row * stride)
  return target
}

/** The numbers without padding, row major. */
export function valuesOf({ rows, columns, stride, data }: Grid): Float64Array {
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    values.set(data.subarray(row * stride, row * stride + columns), row * columns)
  }
  return values
}
