import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppError } from '../../core/errors.ts'
import type { LocalFile } from '../../io/model-source.ts'
import { createMemoryFolder } from '../../io/store/memory-folder.ts'
import { writeCheckpoint } from '../../model/checkpoint.ts'
import { factorWeight, type WeightJob } from '../../model/factor-weight.ts'
import { smallCheckpoint } from '../../model/small-checkpoint.fixture.ts'
import { createModelSlot, type ModelSlot } from '../open-model.ts'
import type { FactorEvent, OpenProgress } from '../opening.ts'
import { factor } from './factor.ts'
import { next } from './next.ts'
import { open } from './open.ts'
import { removeStored, storedModels } from './stored.ts'

const kept = new Map<string, Uint8Array<ArrayBuffer>>()
let room = Number.POSITIVE_INFINITY
let jobs: WeightJob[] = []

vi.mock('../storage.ts', () => ({
  storage: async () => ({ ...createMemoryFolder(kept, room), isLasting: true }),
}))
vi.mock('../factoring/factor-pool.ts', () => ({
  factorThreads: () => 1,
  createFactorPool: () => ({
    factor: async (job: WeightJob) => {
      const file = factorWeight(job)
      if (file) jobs.push(job)
      return file
    },
    close: () => undefined,
  }),
}))

const checkpoint = smallCheckpoint()
const picked: readonly LocalFile[] = [...writeCheckpoint(checkpoint)].map(([path, bytes]) => ({
  path: `random/${path}`,
  blob: new Blob([new Uint8Array(bytes)]),
}))

let slot: ModelSlot
const context = <E>(events: E[] = [], signal = new AbortController().signal) => ({
  slot,
  signal,
  emit: (event: E) => void events.push(event),
})
const openFiles = (events: OpenProgress[] = []) =>
  open({ source: { kind: 'files', files: picked }, backend: 'wasm', threads: 1 }, context(events))
const tops = async () => {
  const { lanes } = await next({ prompt: 'lena has 4', lanes: [{ kind: 'base' }], topK: 5 }, context())
  return lanes[0]!.map(({ id, logit }) => ({ id, logit }))
}
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: AppError) => error.code,
  )

beforeEach(() => {
  kept.clear()
  jobs = []
  room = Number.POSITIVE_INFINITY
  slot = createModelSlot()
})

describe('a checkpoint from local files', () => {
  it('opens dense, answers, is factored, and answers the same; then opens as it was stored', async () => {
    const progress: OpenProgress[] = []
    const dense = await openFiles(progress)
    expect(dense).toMatchObject({ name: 'random', form: 'dense', scales: 0, chatForm: 'tiny' })
    expect(progress.map(({ phase }) => phase)).toContain('reading')
    const before = await tops()
    const events: FactorEvent[] = []
    const factored = await factor({ backend: 'wasm' }, context(events))
    expect(factored).toMatchObject({ form: 'factored', isStored: true, source: { kind: 'stored' } })
    expect(factored.scales).toBeGreaterThan(0)
    expect(events.filter(({ phase }) => phase === 'factoring').map(({ done }) => done)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    )
    const after = await tops()
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    for (const [index, { logit }] of after.entries()) expect(logit).toBeCloseTo(before[index]!.logit, 1)

    const stored = await storedModels({}, context())
    expect(stored).toMatchObject([{ name: 'random', kind: 'model', isWhole: true }])
    const again = await open({ source: factored.source, backend: 'wasm', threads: 1 }, context())
    expect(again).toMatchObject({ hash: factored.hash, form: 'factored' })
    // The same files open as what was made of them.
    expect(await openFiles()).toMatchObject({ form: 'factored', source: factored.source })
    await removeStored({ id: null }, context())
    expect(kept.size).toBe(0)
  })

  it('goes on from the matrices that were done, and makes a damaged one again', async () => {
    await openFiles()
    const abort = new AbortController()
    const emit = ({ done }: FactorEvent) => done === 5 && abort.abort()
    expect(await codeOf(factor({ backend: 'wasm' }, { slot, signal: abort.signal, emit }))).toBe('cancelled')
    expect(await storedModels({}, context())).toMatchObject([{ kind: 'factors', isWhole: false }])
    expect(jobs.length).toBe(5)
    const damaged = [...kept.keys()].find((path) => path.endsWith('.f16.safetensors'))
    const bytes = kept.get(damaged!)!
    bytes[bytes.length - 1]! ^= 1
    jobs = []
    await factor({ backend: 'wasm' }, context())
    expect(jobs.length).toBe(14 - 5 + 1)
  })

  it('says how much room is missing, keeps what is done and goes on once there is room', async () => {
    await openFiles()
    room = 12_000
    expect(await codeOf(factor({ backend: 'wasm' }, context()))).toBe('quota')
    const done = jobs.length
    expect(done).toBeGreaterThan(1)
    room = Number.POSITIVE_INFINITY
    jobs = []
    await factor({ backend: 'wasm' }, context())
    // The one whose file did not fit is made again.
    expect(jobs.length).toBe(14 - done + 1)
  })

  it('refuses to factor what is factored, and a stored model that is damaged', async () => {
    await openFiles()
    const { source } = await factor({ backend: 'wasm' }, context())
    expect(await codeOf(factor({}, context()))).toBe('bad-input')
    const shard = [...kept.keys()].find((path) => /weights-0001/.test(path))
    kept.get(shard!)![200]! ^= 1
    expect(await codeOf(open({ source, backend: 'wasm', threads: 1 }, context()))).toBe('integrity')
  })
})
