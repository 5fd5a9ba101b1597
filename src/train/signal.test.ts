import { expect, it } from 'vitest'
import { signalOf } from './signal.ts'

const steps = (...rewards: number[]) =>
  rewards.map((reward) => ({ reward, informative: reward === 0 || reward === 1 ? 0 : 8 }))

it('says nothing in the first two steps, whatever they earned', () => {
  expect(signalOf(steps(0, 0))).toBe('learning')
})

it('tells a task that is never right from one that always is', () => {
  expect(signalOf(steps(0, 0, 0))).toBe('never-right')
  expect(signalOf(steps(1, 1, 1, 1))).toBe('always-right')
})

it('calls it flat when the latest steps taught nothing, and learning again with the first that does', () => {
  expect(signalOf(steps(0.5, 1, 1, 1))).toBe('flat')
  expect(signalOf(steps(0.5, 0, 0, 0))).toBe('flat')
  expect(signalOf(steps(0.5, 0.4, 0.5, 0.4, 1, 1, 1))).toBe('flat')
  expect(signalOf(steps(0.5, 1, 1, 1, 0.5, 0.4, 1))).toBe('learning')
  expect(signalOf(steps(0, 0, 0, 0.1))).toBe('learning')
})
