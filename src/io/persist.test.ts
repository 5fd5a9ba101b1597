import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { Passing, persist } from './persist.ts'

/** Runs attempts that all fail, `gains[n]` bytes after the n-th, and gives the pauses between them. */
async function pausesOf(gains: readonly number[], afterMs = 0, refusal?: AppError) {
  const pauses: number[] = []
  let come = 0
  let tried = 0
  const ended = persist(
    async () => {
      come += gains[tried++] ?? 0
      throw new Passing('gone', { afterMs, ...(refusal && { refusal }) })
    },
    {
      wait: async (ms) => void pauses.push(ms),
      progress: () => come,
      giveUp: ({ message }) => new AppError('network', `Given up: ${message}`),
    },
  )
  const thrown = await ended.catch((error: unknown) => error)
  return { pauses, tried, thrown }
}

/** The pause itself and up to a quarter more. */
const about = (pauses: readonly number[], expected: readonly number[]) => {
  expect(pauses).toHaveLength(expected.length)
  pauses.forEach((pause, index) => {
    expect(pause).toBeGreaterThanOrEqual(expected[index] ?? 0)
    expect(pause).toBeLessThanOrEqual(1.25 * (expected[index] ?? 0))
  })
}

describe('persist', () => {
  it('tries four times in all without progress, each after twice the pause', async () => {
    const { pauses, tried, thrown } = await pausesOf([])
    expect(tried).toBe(4)
    about(pauses, [300, 600, 1200])
    expect(thrown).toMatchObject({ code: 'network', message: 'Given up: gone' })
  })

  it('begins anew with every byte that comes', async () => {
    const { pauses, tried } = await pausesOf([0, 0, 5, 0, 0, 1])
    expect(tried).toBe(9)
    about(pauses, [300, 600, 300, 600, 1200, 300, 600, 1200])
  })

  it('waits as long as it is told to, but hardly longer than twenty seconds', async () => {
    about((await pausesOf([], 900)).pauses, [900, 900, 1200])
    about((await pausesOf([], 60_000)).pauses, [20_000, 20_000, 20_000])
  })

  it('ends after sixty-four attempts, however little each brings', async () => {
    expect((await pausesOf(Array<number>(100).fill(1))).tried).toBe(64)
  })

  it('throws what the other side said, where it said something', async () => {
    const refusal = new AppError('network', 'No such file.')
    expect((await pausesOf([], 0, refusal)).thrown).toBe(refusal)
  })
})
