import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { createLatestRun, type Run } from './latest-run.ts'

function heard() {
  const log: string[] = []
  const ends = { stopped: () => log.push('stopped'), failed: ({ code }: { code: string }) => log.push(code) }
  return { log, ends }
}

/** Ends when it is stopped, as a call of the model does. */
const untilStopped = ({ signal }: Run) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Stopped.')))
  })

describe('the latest run', () => {
  it('begins at once, and is over when its work is', async () => {
    const { log, ends } = heard()
    const runs = createLatestRun()
    const states: boolean[] = []
    const ended = runs.start(async (run) => void states.push(run.isLatest(), run.isWanted()), ends)
    expect(states).toEqual([true, true])
    await ended
    expect([runs.isRunning(), log]).toEqual([false, []])
  })

  it('hears of a stop once, and of any other error by its code', async () => {
    const { log, ends } = heard()
    const runs = createLatestRun()
    const ended = runs.start(async (run) => {
      await untilStopped(run).finally(() => log.push(`${run.isLatest()} ${run.isWanted()}`))
    }, ends)
    runs.stop()
    await ended
    expect(log).toEqual(['true false', 'stopped'])
    await runs.start(() => Promise.reject(new AppError('numeric', 'Not a number.')), ends)
    await runs.start(() => Promise.reject(new Error('anything')), ends)
    expect(log.slice(2)).toEqual(['numeric', 'io'])
  })

  it('hears nothing of a run that another has taken the place of, or that is forgotten', async () => {
    const { log, ends } = heard()
    const runs = createLatestRun()
    const first = runs.start(untilStopped, ends)
    const second = runs.start(untilStopped, ends)
    await first
    expect([runs.isRunning(), log]).toEqual([true, []])
    runs.forget()
    expect(runs.isRunning()).toBe(false)
    await second
    expect(log).toEqual([])
  })
})
