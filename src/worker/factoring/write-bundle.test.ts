import { describe, expect, it } from 'vitest'
import { createMemoryFolder } from '../../io/store/memory-folder.ts'
import { factorWeight } from '../../model/factor-weight.ts'
import { openListed } from '../../model/open-checkpoint.ts'
import { smallCheckpoint } from '../../model/small-checkpoint.fixture.ts'
import { writeFactoredBundle } from './write-bundle.ts'

const { configJson, tensors, tokenizerFiles } = smallCheckpoint()
const listed = [...tensors].map(
  ([name, { shape, data }]) => [name, { shape, floats: async () => data }] as const,
)
const checkpoint = openListed(configJson, new Map(listed), tokenizerFiles)
const job = { checkpoint, name: 'small', group: 'all', dtype: 'f16', key: 'key' } as const

async function write(folder: ReturnType<typeof createMemoryFolder>, signal = new AbortController().signal) {
  const pools = { opened: 0, closed: 0 }
  const createPool = () => {
    pools.opened += 1
    return {
      factor: async (weight: Parameters<typeof factorWeight>[0]) => factorWeight(weight),
      close: () => void pools.closed++,
    }
  }
  const done = writeFactoredBundle(job, folder, { signal, emit: () => undefined, createPool })
  return {
    pools,
    error: await done.then(
      () => null,
      (thrown: Error) => thrown,
    ),
  }
}

describe('writing a factored bundle', () => {
  it('leaves one that is there alone, and lets go of its workers', async () => {
    const folder = createMemoryFolder()
    expect(await write(folder)).toEqual({ pools: { opened: 1, closed: 1 }, error: null })
    expect((await folder.list('models/key')).has('manifest.json')).toBe(true)
    expect(await write(folder)).toEqual({ pools: { opened: 0, closed: 0 }, error: null })
  })

  it('says how much room is missing where there is none, and keeps the matrices that are done', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>()
    const { pools, error } = await write(createMemoryFolder(files, 20_000))
    expect(error).toMatchObject({
      code: 'quota',
      message: expect.stringMatching(/^Factoring small still needs .* of the browser's storage/),
      advice: expect.stringContaining('what is done already is kept'),
    })
    expect(pools.closed).toBe(1)
    expect([...files.keys()].some((path) => path.startsWith('factors/key/'))).toBe(true)
    expect([...files.keys()].some((path) => path.endsWith('manifest.json'))).toBe(false)
  })

  it('ends its workers at once when it is cancelled', async () => {
    const stop = new AbortController()
    stop.abort()
    const { pools, error } = await write(createMemoryFolder(), stop.signal)
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(pools.closed).toBeGreaterThan(0)
  })
})
