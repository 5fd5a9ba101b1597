import { describe, expect, it } from 'vitest'
import type { Measured, ResultTable } from '../../adapt/experiment-result.ts'
import { marksOf, placesOf } from './axis.ts'

function curve(...cells: readonly (Measured | null)[]): ResultTable {
  return {
    caption: 'Made up',
    figure: 'lines',
    columns: [
      { name: '60', unit: 'percent' },
      { name: '0', unit: 'percent' },
      { name: 'KL', unit: 'number' },
    ],
    rows: [{ name: 'a', cells }],
  }
}

describe('the axes of a line figure', () => {
  it('run along the columns whose names are numbers, in order', () => {
    expect(placesOf(curve(null, null, { value: 3 }))).toEqual([
      { at: 0, index: 1 },
      { at: 60, index: 0 },
    ])
  })

  it('begin below every value and interval, and leave other units out', () => {
    expect(marksOf(curve({ value: 0.9 }, { value: 0.8 }, { value: 0.01 }))).toEqual([75, 100])
    expect(marksOf(curve({ value: 0.9 }, { value: 0.51, interval: [0.47, 0.55] }, null))).toEqual([
      25, 50, 75, 100,
    ])
    expect(marksOf(curve({ value: 0.02, interval: [0, 0.05] }, null, null))).toEqual([0, 25, 50, 75, 100])
    expect(marksOf(curve({ value: 1 }, null, null))).toEqual([75, 100])
  })
})
