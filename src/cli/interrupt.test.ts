import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchInterrupts } from './interrupt.ts'

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
