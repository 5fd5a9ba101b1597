import { expect, it } from 'vitest'
import { scaleChange } from './scale-change.ts'

it('is 0 for an expert that changes nothing, and the factor itself for one that scales everything alike', () => {
  expect(scaleChange([5, 3, 1], [1, 1, 1])).toBe(0)
  expect(scaleChange([5, 3, 1], [1.25, 1.25, 1.25])).toBeCloseTo(0.25, 12)
  expect(scaleChange([5, 3, 1], [0, 0, 0])).toBeCloseTo(1, 12)
})

it('weighs a change by its singular value', () => {
  expect(scaleChange([4, 3], [1.5, 1])).toBeCloseTo(2 / 5, 12)
  expect(scaleChange([4, 3], [1, 1.5])).toBeCloseTo(1.5 / 5, 12)
})

it('is 0, not NaN, for a module that is zero', () => {
  expect(scaleChange([0, 0], [3, 3])).toBe(0)
})
