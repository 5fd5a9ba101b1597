import { writeSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cancelled } from '../core/errors.ts'
import { watchInterrupts } from './interrupt.ts'

vi.mock('node:fs', async (actual) => ({ ...(await actual<object>()), writeSync: vi.fn() }))

type Handler = () => void

/** Interrupts without a terminal: the handlers are called by hand, and ending the process is only noted. */
function watched() {
  const handlers = new Map<string | symbol, Handler>()
  vi.spyOn(process, 'on').mockImplementation((event, handler) => {
    handlers.set(event, handler as Handler)
    return process
  })
  const interrupts = watchInterrupts()
  return {
    ...interrupts,
    press: () => handlers.get('SIGINT')?.(),
    terminate: () => handlers.get('SIGTERM')?.(),
  }
}

describe('watchInterrupts', () => {
  const exit = vi.fn<(code?: number | string | null) => never>()
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] })
    vi.spyOn(process, 'exit').mockImplementation(exit)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    exit.mockReset()
  })

  it('fires on Ctrl-C, and ends what does not stop in time', () => {
    const { signal, press } = watched()
    press()
    expect(signal.aborted).toBe(true)
    expect(exit).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(exit).toHaveBeenCalledWith(130)
  })

  it('says what is kept, whether the command ends by itself or is ended', () => {
    const { press, explain, whenStopped } = watched()
    expect(explain(cancelled())).toMatchObject({ advice: expect.stringMatching(/Nothing was kept/) })
    whenStopped(() => '3 steps are kept.')
    expect(explain(cancelled())).toMatchObject({ code: 'cancelled', advice: '3 steps are kept.' })
    const other = new Error('other')
    expect(explain(other)).toBe(other)
    press()
    vi.advanceTimersByTime(1000)
    expect(writeSync).toHaveBeenLastCalledWith(
      2,
      expect.stringMatching(/^error: Stopped .* 3 steps are kept\.\n$/),
    )
  })

  it('asks work that can end early to do so, and gives it up at the next Ctrl-C', async () => {
    const { signal, press, untilInterrupt } = watched()
    const done = untilInterrupt(async (stop) => {
      press()
      expect([stop.aborted, signal.aborted]).toEqual([true, false])
      vi.advanceTimersByTime(100)
      press()
      expect(signal.aborted).toBe(false)
      vi.advanceTimersByTime(1000)
      press()
      expect(signal.aborted).toBe(true)
      return 'kept'
    })
    expect(await done).toBe('kept')
  })

  it('fires again once that work has ended, and at once when the process is to terminate', async () => {
    const first = watched()
    await first.untilInterrupt(async () => undefined)
    first.press()
    expect(first.signal.aborted).toBe(true)
    const second = watched()
    await second.untilInterrupt(async (stop) => {
      second.terminate()
      expect([stop.aborted, second.signal.aborted]).toEqual([false, true])
    })
  })
})
