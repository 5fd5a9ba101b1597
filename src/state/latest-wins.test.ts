import { afterEach, describe, expect, it, vi } from 'vitest'
import { cancelled } from '../core/errors.ts'
import { type Control, createLatestWins } from './latest-wins.ts'

/** A runner whose jobs end only when the test says so. */
function createBench() {
  const started: { job: number; control: Control; end: () => void }[] = []
  const errors: unknown[] = []
  const runner = createLatestWins<number>(
    (job, control) =>
      new Promise((resolve, reject) => {
        control.signal.addEventListener('abort', () => reject(cancelled()))
        started.push({ job, control, end: resolve })
      }),
    (thrown) => errors.push(thrown),
  )
  const jobs = () => started.map(({ job }) => job)
  return { runner, started, jobs, errors }
}

const tick = () => new Promise((resolve) => setTimeout(resolve))

afterEach(() => void vi.useRealTimers())

describe('latest wins', () => {
  it('runs one job and keeps only the newest of those that come meanwhile', async () => {
    const { runner, started, jobs } = createBench()
    for (const job of [1, 2, 3, 4]) runner.submit(job)
    expect(jobs()).toEqual([1])
    started[0]!.end()
    await tick()
    expect(jobs()).toEqual([1, 4])
  })

  it('lets a job that has shown nothing run, and aborts it the moment it has', async () => {
    const { runner, started, jobs } = createBench()
    runner.submit(1)
    runner.submit(2)
    expect(started[0]!.control.signal.aborted).toBe(false)
    started[0]!.control.shown()
    expect(started[0]!.control.signal.aborted).toBe(true)
    await tick()
    expect(jobs()).toEqual([1, 2])
  })

  it('waits two seconds for a job that shows nothing, unless it is asked for again', async () => {
    vi.useFakeTimers()
    const { runner, started, jobs } = createBench()
    runner.submit(1)
    await vi.advanceTimersByTimeAsync(1500)
    runner.submit(2)
    await vi.advanceTimersByTimeAsync(400)
    expect(jobs()).toEqual([1])
    await vi.advanceTimersByTimeAsync(200)
    expect(jobs()).toEqual([1, 2])
    runner.submit(3)
    runner.submit(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(started[1]!.control.signal.aborted).toBe(false)
    expect(jobs()).toEqual([1, 2])
  })

  it('aborts a job that has already shown something as soon as a newer one comes', async () => {
    const { runner, started, jobs, errors } = createBench()
    runner.submit(1)
    started[0]!.control.shown()
    runner.submit(2)
    await tick()
    expect(jobs()).toEqual([1, 2])
    expect(errors).toEqual([])
  })

  it('reports a failure and goes on with the job that waits', async () => {
    const errors: unknown[] = []
    const done: number[] = []
    const runner = createLatestWins<number>(
      async (job) => {
        if (job === 1) throw new Error('broken')
        done.push(job)
      },
      (thrown) => errors.push(thrown),
    )
    runner.submit(1)
    runner.submit(2)
    await runner.settled()
    expect(errors).toHaveLength(1)
    expect(done).toEqual([2])
  })
})
