import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hubServer } from '../../io/hub/hub-server.fixture.ts'
import { createMemoryFolder } from '../../io/store/memory-folder.ts'
import { writeCheckpoint } from '../../model/checkpoint.ts'
import { countParameters } from '../../model/expected-tensors.ts'
import { smallCheckpoint } from '../../model/small-checkpoint.fixture.ts'
import { createModelSlot } from '../open-model.ts'
import type { OpenProgress } from '../opening.ts'
import { inspect } from './inspect.ts'
import { open } from './open.ts'
import { storedModels } from './stored.ts'

const kept = new Map<string, Uint8Array<ArrayBuffer>>()
vi.mock('../storage.ts', () => ({ storage: async () => createMemoryFolder(kept, undefined, true) }))

const REPO = 'somebody/small'
const checkpoint = smallCheckpoint()
const files = writeCheckpoint(checkpoint)
const total = [...files.values()].reduce((sum, { length }) => sum + length, 0)
const source = { kind: 'hub', repo: REPO } as const
const slot = createModelSlot()
const context = <E>(events: E[] = []) => ({
  slot,
  signal: new AbortController().signal,
  emit: (event: E) => void events.push(event),
})
let asked: string[]

beforeEach(() => {
  kept.clear()
  const server = hubServer(REPO, files)
  asked = server.asked
  vi.stubGlobal('fetch', server.fetch)
})
afterEach(() => {
  slot.clear()
  vi.unstubAllGlobals()
})

describe('a model of the hub', () => {
  it('is inspected without its weights', async () => {
    const found = await inspect({ source }, context())
    expect(found).toMatchObject({
      name: REPO,
      format: 'safetensors',
      form: 'dense',
      parameters: countParameters(checkpoint.config),
      downloadBytes: total,
      choices: [{ file: 'model.safetensors', bytes: total }],
      dense: { fits: false, reason: 'There is no WebGPU here.' },
      ...{ cpu: { fits: true }, cpuFactored: { fits: true }, hasWebGpu: false },
    })
    const ofWeights = asked.filter((path) => path.includes('/model.safetensors bytes='))
    const fetched = ofWeights.map((path) => /bytes=(\d+)-(\d+)$/.exec(path)!.slice(1).map(Number))
    for (const [first, last] of fetched)
      expect(last! - first!).toBeLessThan(files.get('model.safetensors')!.length / 2)
    expect(kept.size).toBe(0)
  })

  it('is downloaded with speed and time left, opens dense, and opens again without a request', async () => {
    const events: OpenProgress[] = []
    const opened = await open({ source, backend: 'wasm', threads: 1 }, context(events))
    expect(opened).toMatchObject({ name: REPO, form: 'dense', source })
    const downloading = events.filter(({ phase }) => phase === 'downloading')
    expect(downloading.at(-1)).toMatchObject({ loadedBytes: total, totalBytes: total })
    const [stored] = await storedModels({}, context())
    expect(stored).toMatchObject({ name: REPO, kind: 'download', isWhole: true })
    expect((await inspect({ source }, context())).downloadBytes).toBe(0)
    asked.length = 0
    const again = await open(
      { source: { kind: 'stored', id: stored!.id }, backend: 'wasm', threads: 1 },
      context(),
    )
    expect(again.hash).toBe(opened.hash)
    expect(asked).toEqual([])
  })
})
