import { describe, expect, it } from 'vitest'
import type { WeightJob } from '../../model/factor-weight.ts'
import { createFactorPool } from './factor-pool.ts'
import type { FactorAnswer } from './factor-worker.ts'

const JOB = {} as WeightJob

function setUp(threads = 1) {
  const workers: { answer(data: FactorAnswer): void; die(message: string): void; ended: boolean }[] = []
  const pool = createFactorPool(threads, () => {
    const port = {
      onmessage: null as Worker['onmessage'],
      onerror: null as Worker['onerror'],
      postMessage: () => undefined,
      terminate: () => {
        own.ended = true
      },
    }
    const own = {
      ended: false,
      answer: (data: FactorAnswer) => port.onmessage?.call(port as never, { data } as MessageEvent),
      die: (message: string) => port.onerror?.call(port as never, { message } as ErrorEvent),
    }
    workers.push(own)
    return port
  })
  return { pool, workers }
}

describe('workers that factor', () => {
  it('give each job its own file, one job at a time', async () => {
    const { pool, workers } = setUp(2)
    const [first, second] = [pool.factor(JOB), pool.factor(JOB)]
    const [one, two] = workers
    one?.answer({ file: Uint8Array.of(1) })
    two?.answer({ file: null })
    expect([await first, await second].map((file) => file && Array.from(file)).sort()).toEqual([[1], null])
  })

  it('pass on why a matrix could not be factored, and take the next one', async () => {
    const { pool, workers } = setUp()
    const failed = pool.factor(JOB)
    workers[0]?.answer({ failure: { code: 'numeric', message: 'Not finite.', advice: 'Choose another.' } })
    await expect(failed).rejects.toMatchObject({ code: 'numeric', advice: 'Choose another.' })
    const next = pool.factor(JOB)
    workers[0]?.answer({ file: null })
    expect(await next).toBeNull()
  })

  it('end a job whose worker dies instead of leaving it waiting', async () => {
    const { pool, workers } = setUp()
    const lost = pool.factor(JOB)
    workers[0]?.die('')
    await expect(lost).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/part of the factoring stopped.*memory ran out/),
    })
  })

  it('end with the pool, and so does what is under way', async () => {
    const { pool, workers } = setUp()
    const open = pool.factor(JOB)
    pool.close()
    await expect(open).rejects.toMatchObject({ code: 'cancelled' })
    await expect(pool.factor(JOB)).rejects.toMatchObject({ code: 'cancelled' })
    expect(workers[0]?.ended).toBe(true)
  })
})
