import { describe, expect, it } from 'vitest'
import { cancelled } from '../core/errors.ts'
import { type Stop, type Told, watchInterrupts } from './interrupt.ts'

/** A command's interrupts, and what its supervisor hears and says. */
function watched() {
  const told: Told[] = []
  let say: (stop: Stop) => void = () => undefined
  const interrupts = watchInterrupts({
    tell: (what) => told.push(what),
    listen: (onStop) => {
      say = onStop
    },
  })
  return { ...interrupts, told, say: (stop: Stop) => say(stop) }
}

describe('watchInterrupts', () => {
  it('fires on Ctrl-C, and says what is kept', () => {
    const { signal, say, explain, whenStopped, told } = watched()
    expect(explain(cancelled())).toMatchObject({ advice: expect.stringMatching(/Nothing was kept/) })
    whenStopped('3 steps are kept.')
    expect(told).toEqual([{ advice: '3 steps are kept.' }])
    say('interrupt')
    expect(signal.aborted).toBe(true)
    expect(explain(cancelled())).toMatchObject({ code: 'cancelled', advice: '3 steps are kept.' })
    const other = new Error('other')
    expect(explain(other)).toBe(other)
  })

  it('asks work that can end early to do so, and gives it up at the next Ctrl-C', async () => {
    const { signal, say, untilInterrupt, told } = watched()
    const done = untilInterrupt(async (stop) => {
      say('interrupt')
      expect([stop.aborted, signal.aborted]).toEqual([true, false])
      say('interrupt')
      expect(signal.aborted).toBe(true)
      return 'kept'
    })
    expect(await done).toBe('kept')
    expect(told).toEqual([{ endsGently: true }, { endsGently: false }])
  })

  it('fires again once that work has ended, and at once when the process is to terminate', async () => {
    const first = watched()
    await first.untilInterrupt(async () => undefined)
    first.say('interrupt')
    expect(first.signal.aborted).toBe(true)
    const second = watched()
    await second.untilInterrupt(async (stop) => {
      second.say('terminate')
      expect([stop.aborted, second.signal.aborted]).toEqual([false, true])
    })
  })
})
