import { expect, it } from 'vitest'
import { likeLengths } from './like-lengths.ts'

it('puts like lengths together, equal ones in their order', () => {
  expect(likeLengths([7, 2, 7, 3, 2], 2)).toEqual([[1, 4], [3, 0], [2]])
  expect(likeLengths([7, 2, 7, 3], 2)).toEqual([
    [1, 3],
    [0, 2],
  ])
})

it('makes one group where all fit, and none of nothing', () => {
  expect(likeLengths([3, 1, 2], 8)).toEqual([[1, 2, 0]])
  expect(likeLengths([], 8)).toEqual([])
})
