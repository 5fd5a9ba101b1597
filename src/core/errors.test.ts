import { describe, expect, it } from 'vitest'
import { AppError, asAppError, cancelled, throwIfAborted } from './errors.ts'

describe('asAppError', () => {
  it('hands an AppError on as it is', () => {
    const own = new AppError('limit', 'Too much.')
    expect(asAppError(own, 'io')).toBe(own)
  })

  it('takes a signal’s own error for a stop, and another DOMException for what the caller says', () => {
    expect(asAppError(new DOMException('gone', 'AbortError'), 'io').code).toBe('cancelled')
    const other = new DOMException('no room', 'QuotaExceededError')
    expect(asAppError(other, 'io')).toMatchObject({ code: 'io', message: 'no room', cause: other })
  })

  it('keeps the message of any other error and the text of what is none', () => {
    const cause = new Error('broken')
    cause.name = 'AbortError'
    expect(asAppError(cause, 'network')).toMatchObject({ code: 'network', message: 'broken', cause })
    expect(asAppError('a text', 'network').message).toBe('a text')
  })
})

it('has a cause and an advice only where one is given', () => {
  expect('cause' in new AppError('io', 'x')).toBe(false)
  expect(cancelled().advice).toBeUndefined()
  expect(cancelled('Go on later.', 'why')).toMatchObject({ advice: 'Go on later.', cause: 'why' })
})

it('throwIfAborted throws once the signal has fired', () => {
  const control = new AbortController()
  throwIfAborted(undefined)
  throwIfAborted(control.signal)
  control.abort()
  expect(() => throwIfAborted(control.signal)).toThrow(expect.objectContaining({ code: 'cancelled' }))
})
