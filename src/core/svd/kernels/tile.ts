import {
  type Code,
  f64,
  f64x2,
  get,
  I32,
  i32,
  int,
  type MultiplyAdd,
  set,
  V128,
  whileTrue,
} from '../../wasm/instructions.ts'
import { defineFunction } from '../../wasm/module.ts'

export const TILE_ROWS = 4
export const TILE_COLUMNS = 2

/**
 * `C += A Bᵀ` for four rows of A and two of B, over `bytes` of each: eight sums in registers, so that each number
 * read serves two or four of them. Strides are in bytes; `bytes` is a multiple of 16.
 */
export const tile = (fma: MultiplyAdd) =>
  defineFunction(
    'tile',
    { a: I32, strideA: I32, b: I32, strideB: I32, c: I32, strideC: I32, bytes: I32 },
    (p, local) => {
      const rows = Array.from({ length: TILE_ROWS }, (_, row) => ({ row, at: local(I32) }))
      const columns = Array.from({ length: TILE_COLUMNS }, (_, column) => ({
        column,
        at: local(I32),
        value: local(V128),
      }))
      const sums = rows.flatMap((row) => columns.map((column) => ({ row, column, sum: local(V128) })))
      const value = local(V128)
      const starts = [
        ...rows.map(({ row, at }) => set(at, i32.add(get(p.a), i32.mul(get(p.strideA), int(row))))),
        ...columns.map(({ column, at }) => set(at, i32.add(get(p.b), i32.mul(get(p.strideB), int(column))))),
      ]
      const step: Code[] = [
        ...columns.map((column) => set(column.value, f64x2.load(get(column.at)))),
        ...rows.flatMap((row) => [
          set(value, f64x2.load(get(row.at))),
          ...sums
            .filter((place) => place.row === row)
            .map(({ sum, column }) => set(sum, fma.add(get(value), get(column.value), get(sum)))),
        ]),
      ]
      const moves = [...rows, ...columns].map(({ at }) => set(at, i32.add(get(at), int(16))))
      return [
        ...starts,
        whileTrue(i32.gt(get(p.bytes), int(0)), [
          ...step,
          ...moves,
          set(p.bytes, i32.sub(get(p.bytes), int(16))),
        ]),
        ...sums.map(({ row, column, sum }) => {
          const place = i32.add(get(p.c), i32.mul(get(p.strideC), int(row.row)))
          const offset = 8 * column.column
          return f64.store(place, f64.add(f64.load(place, offset), f64x2.sum(sum)), offset)
        }),
      ]
    },
  )
