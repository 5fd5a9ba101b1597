import { expect, it } from 'vitest'
import { alphaGrid } from './alpha-grid.ts'

it('goes from end to end without what adding up would round away', () => {
  expect(alphaGrid(-1, 2, 0.5)).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2])
  expect(alphaGrid(-1, 2, 0.1)).toHaveLength(31)
  // 0.3 / 0.1 is a little less than 3.
  expect(alphaGrid(0, 0.3, 0.1)).toEqual([0, 0.1, 0.2, 0.3])
  expect(alphaGrid(-1, 2, 0.1)[13]).toBe(0.3)
  expect(alphaGrid(-1, 2, 0.1).at(-1)).toBe(2)
  // 100 · 0.29 is a little less than 29.
  expect(alphaGrid(0, 0.29, 0.29)).toEqual([0, 0.29])
  // No −0, which would print as such.
  expect(Object.is(alphaGrid(-1, 2, 0.25)[4], 0)).toBe(true)
})

it('stops before an end that the step does not hit', () => {
  expect(alphaGrid(-1, 2, 0.8)).toEqual([-1, -0.2, 0.6, 1.4])
})
