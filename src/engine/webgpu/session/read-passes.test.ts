import { describe, expect, it } from 'vitest'
import type { Chunk } from './batch.ts'
import { readPasses } from './read-passes.ts'
import type { PassResult } from './session.ts'

const chunk = (rows: number): Chunk => ({
  ...{ rows: new Uint32Array(4 * rows), headRows: new Uint32Array(), lanes: [], keys: rows },
})

/** Passes that end when the test says so. */
function slowSession(passesUnderWay = 2) {
  const ends: (() => void)[] = []
  return {
    ...{ ends, passesUnderWay },
    prefill: () =>
      new Promise<PassResult>((resolve) => {
        ends.push(() => resolve({ steps: [], logits: null }))
      }),
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

describe('a prompt read in several passes', () => {
  it('keeps two under way and tells what has been read', async () => {
    const session = slowSession()
    const told: string[] = []
    const onRead = (rows: number, of: number) => told.push(`${rows} of ${of}`)
    const reading = readPasses(session, [chunk(32), chunk(32), chunk(32), chunk(4)], { onRead })
    await turn()
    expect(session.ends).toHaveLength(2)
    session.ends[0]!()
    await turn()
    expect(session.ends).toHaveLength(3)
    expect(told).toEqual(['32 of 100'])
    session.ends[1]!()
    await turn()
    session.ends[2]!()
    session.ends[3]!()
    expect(await reading).toHaveLength(4)
    expect(told).toEqual(['32 of 100', '64 of 100', '96 of 100'])
  })

  it('hands over no further pass once it is stopped, and ends when what is under way has ended', async () => {
    const session = slowSession()
    const stop = new AbortController()
    let ended = false
    const reading = readPasses(session, [chunk(32), chunk(32), chunk(32)], { signal: stop.signal })
    const settled = reading
      .catch(({ code }: { code: string }) => code)
      .finally(() => {
        ended = true
      })
    await turn()
    stop.abort()
    session.ends[0]!()
    await turn()
    expect(session.ends).toHaveLength(2)
    expect(ended).toBe(false)
    session.ends[1]!()
    expect(await settled).toBe('cancelled')
  })

  it('ends one before the next begins where a device has nothing to gain by two', async () => {
    const session = slowSession(1)
    const told: string[] = []
    const onRead = (rows: number, of: number) => told.push(`${rows} of ${of}`)
    const reading = readPasses(session, [chunk(32), chunk(8)], { onRead })
    await turn()
    expect(session.ends).toHaveLength(1)
    session.ends[0]!()
    await turn()
    expect(told).toEqual(['32 of 40'])
    session.ends[1]!()
    await reading
  })

  it('tells nothing of a prompt that takes one pass', async () => {
    const session = slowSession()
    const told: number[] = []
    const reading = readPasses(session, [chunk(5)], { onRead: (rows) => told.push(rows) })
    session.ends[0]!()
    await reading
    expect(told).toEqual([])
  })
})
