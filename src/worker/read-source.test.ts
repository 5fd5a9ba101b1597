import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hubServer } from '../io/hub/hub-server.fixture.ts'
import type { ModelSource } from '../io/model-source.ts'
import type { ByteFolder } from '../io/store/byte-folder.ts'
import { createMemoryFolder } from '../io/store/memory-folder.ts'
import { listStored } from '../io/store/stored-models.ts'
import { writeCheckpoint } from '../model/checkpoint.ts'
import { smallCheckpoint } from '../model/small-checkpoint.fixture.ts'
import { createProgressReport } from './open-progress.ts'
import type { OpenProgress } from './opening.ts'
import { readSource } from './read-source.ts'

const kept = new Map<string, Uint8Array<ArrayBuffer>>()
let room = Number.POSITIVE_INFINITY
let lasting = true
/** By default each opening is a session of its own, which knows nothing of the one before. */
let session: ByteFolder | null = null
vi.mock('./storage.ts', () => ({ storage: async () => session ?? createMemoryFolder(kept, room, lasting) }))

const REPO = 'somebody/small'
const files = writeCheckpoint(smallCheckpoint())
const total = [...files.values()].reduce((sum, { length }) => sum + length, 0)
const source = { kind: 'hub', repo: REPO } as const
let asked: string[]

function read(
  from: Exclude<ModelSource, { kind: 'bundle' }>,
  events: OpenProgress[] = [],
  signal = new AbortController().signal,
) {
  const progress = createProgressReport((event) => void events.push(event))
  return readSource(from, { backend: 'wasm', progress, signal })
}

beforeEach(() => {
  kept.clear()
  room = Number.POSITIVE_INFINITY
  lasting = true
  session = null
  const server = hubServer(REPO, files)
  asked = server.asked
  vi.stubGlobal('fetch', server.fetch)
})
afterEach(() => vi.unstubAllGlobals())

describe('a model of the hub', () => {
  it('is read from memory where there is no room for it, and that is said', async () => {
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: total, usage: 1 }) } })
    expect(await read(source)).toMatchObject({ name: REPO, unkept: 'no-room', source })
    expect(kept.size).toBe(0)

    // Browsers may have less room than they tell.
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 1e9, usage: 0 }) } })
    room = total / 2
    expect(await read(source)).toMatchObject({ unkept: 'no-room', source })
    expect(kept.size).toBeGreaterThan(1)
    room = Number.POSITIVE_INFINITY
    asked.length = 0
    expect((await read(source)).unkept).toBeUndefined()
    // With what there was room for, and the list.
    expect(asked.length).toBeLessThan(files.size + 1)
  })

  it('is read where the browser keeps nothing, and that is said', async () => {
    lasting = false
    expect(await read(source)).toMatchObject({ unkept: 'no-storage' })
  })

  describe('that is stored', () => {
    const weights = () => kept.get([...kept.keys()].find((path) => path.endsWith('/model.safetensors'))!)!
    let stored: { readonly kind: 'stored'; readonly id: string }
    beforeEach(async () => {
      await read(source)
      const [model] = await listStored(createMemoryFolder(kept))
      stored = { kind: 'stored', id: model!.id }
      asked.length = 0
    })

    it('and damaged is fetched again once, without a word', async () => {
      for (const from of [stored, source]) {
        weights()[3000]! ^= 1
        expect(await read(from)).toMatchObject({ source: from })
        expect(weights()).toEqual(files.get('model.safetensors'))
        // No other file is.
        expect(asked.filter((path) => path.includes('/resolve/')).length).toBe(1)
        asked.length = 0
      }
    })

    it('and cut short, or not there any more, is fetched again or said to be not whole', async () => {
      const path = [...kept.keys()].find((other) => other.endsWith('/model.safetensors'))!
      kept.set(path, weights().slice(0, 3000))
      expect(await read(stored)).toMatchObject({ source: stored })
      kept.delete(path)
      await expect(read(stored)).rejects.toMatchObject({ code: 'missing', advice: expect.any(String) })
    })

    it('and damaged says so where it cannot be fetched again, and comes when it can', async () => {
      weights()[3000]! ^= 1
      const online = fetch
      vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 403 })))
      await expect(read(stored)).rejects.toMatchObject({
        code: 'integrity',
        message: expect.stringMatching(
          /^What this browser kept of somebody\/small is damaged, and could not/,
        ),
        advice: expect.any(String),
      })
      vi.stubGlobal('fetch', online)
      expect(await read(source)).toMatchObject({ name: REPO })
    })

    it('and damaged is nothing but cancelled where its mending is stopped', async () => {
      weights()[3000]! ^= 1
      const abort = new AbortController()
      vi.stubGlobal('fetch', () => {
        abort.abort()
        return new Promise(() => {})
      })
      await expect(read(stored, [], abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
    })

    it('by an earlier version of the page, which kept no hashes, opens as it did', async () => {
      const about = [...kept.keys()].find((path) => path.endsWith('about.json'))!
      const { from: _, ...old } = JSON.parse(new TextDecoder().decode(kept.get(about)))
      kept.set(about, new TextEncoder().encode(JSON.stringify(old)))
      expect(await read(stored)).toMatchObject({ name: REPO })
      expect(asked).toEqual([])
    })

    it('is held against its hashes once a session, not at each opening', async () => {
      session = createMemoryFolder(kept, room, true)
      const phases: boolean[] = []
      for (let again = 0; again < 2; again++) {
        const events: OpenProgress[] = []
        await read(stored, events)
        phases.push(events.some(({ phase }) => phase === 'verifying'))
      }
      expect(phases).toEqual([true, false])
    })
  })
})
