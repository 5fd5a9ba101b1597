import { expect, it } from 'vitest'
import { timeLeft } from './time-left.ts'

it.each([
  [500, 0.5, ''],
  [9000, 0, ''],
  [10_000, 0.5, '10 s left'],
  [10_000, 0.1, '1 min 30 s left'],
  [60_000, 0.01, '1 h 39 min left'],
  [60_000, 1, '0 s left'],
])('after %i ms and a share of %d it says "%s"', (elapsed, share, words) => {
  expect(timeLeft(elapsed, share)).toBe(words)
})
