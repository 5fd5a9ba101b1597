import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from './errors.ts'
import { inTime } from './in-time.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const late = () => new AppError('io', 'It does not answer.')

it('gives what comes in time, or the error that it ends in, and leaves no timer behind', async () => {
  await expect(inTime(Promise.resolve(7), 1000, late)).resolves.toBe(7)
  await expect(inTime(Promise.reject(new Error('broken')), 1000, late)).rejects.toThrow('broken')
  expect(vi.getTimerCount()).toBe(0)
})

it('waits for nothing that does not come', async () => {
  const waiting = expect(inTime(new Promise(() => undefined), 1000, late)).rejects.toThrow('does not answer')
  vi.advanceTimersByTime(1000)
  await waiting
  expect(vi.getTimerCount()).toBe(0)
})

it('does not count the time that the page slept', async () => {
  const work = new Promise((resolve) => setTimeout(() => resolve('after all'), 900))
  const waiting = inTime(work, 1000, late)
  vi.advanceTimersByTime(500)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(400)
  await expect(waiting).resolves.toBe('after all')
})
