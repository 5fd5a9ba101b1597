import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_ROWS, columnsOf, quantiseColumns } from './int8-blocks.ts'

const matrix = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values) => ({ values, rows, columns })),
  )

describe('singular vectors in 8 bits', () => {
  it('are off by half a step of their block at most', () => {
    fc.assert(
      fc.property(matrix, ({ values, rows, columns }) => {
        const after = columnsOf(quantiseColumns(values, rows, columns), columns)
        values.forEach((value, k) => {
          const [row, column] = [Math.floor(k / columns), k % columns]
          const top = row - (row % BLOCK_ROWS)
          const block = values.filter((_, i) => {
            const other = Math.floor(i / columns)
            return i % columns === column && other >= top && other < top + BLOCK_ROWS
          })
          const step = Math.max(...block.map(Math.abs)) / 127
          // Beside the step itself: the scale's own rounding, and below 2⁻¹⁴ its coarse grid.
          expect(Math.abs(value - after[k]!)).toBeLessThanOrEqual(0.57 * step + 127 * 2 ** -25)
        })
      }),
    )
  })

  it('keep a scale of their own for each 32 numbers of each column', () => {
    const sizes = [0.001, 1, 0.001]
    const values = Float64Array.from(
      { length: 192 },
      (_, k) => (sizes[Math.floor(k / 64)] ?? 0) * (k % 2 === 0 ? 1 : -0.5),
    )
    const { data, scales } = quantiseColumns(values, 96, 2)
    expect(scales).toHaveLength(6)
    expect([...data]).toEqual([...data].map((_, k) => (k % 2 === 0 ? 127 : -127)))
  })

  it('of nothing but zeros stay zero', () => {
    expect(columnsOf(quantiseColumns(new Float64Array(6), 3, 2), 2)).toEqual(new Float32Array(6))
  })
})
