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
  storage: async () => createMemoryFolder(kept, room, true),
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
    expect(factored).toMatchObject({ form: 'factored', source: { kind: 'stored' } })
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

  it('goes on in memory where there is no more room, says so, and goes on from what was kept once there is', async () => {
    await openFiles()
    room = 12_000
    const factored = await factor({ backend: 'wasm' }, context())
    expect(factored).toMatchObject({ form: 'factored', unkept: 'no-room', source: { kind: 'files' } })
    expect(await tops()).toHaveLength(5)
    expect(await storedModels({}, context())).toMatchObject([{ kind: 'factors', isWhole: false }])
    const keptFiles = [...kept.keys()].filter((path) => path.endsWith('.safetensors')).length
    expect(keptFiles).toBeGreaterThan(1)
    room = Number.POSITIVE_INFINITY
    await openFiles()
    jobs = []
    const again = await factor({ backend: 'wasm' }, context())
    expect(jobs.length).toBe(14 - keptFiles)
    expect(again.unkept).toBeUndefined()
    expect(again.source.kind).toBe('stored')
  })

  it('refuses to factor what is factored, to open nothing, and to remove what was never stored', async () => {
    await openFiles()
    await factor({ backend: 'wasm' }, context())
    await expect(factor({}, context())).rejects.toThrow('The open model is factored already.')
    const nothing = open({ source: { kind: 'files', files: [] }, backend: 'wasm' }, context())
    await expect(nothing).rejects.toThrow('No file was picked.')
    await expect(removeStored({ id: '../..' }, context())).rejects.toThrow('“../..” is no stored model.')
    expect(await storedModels({}, context())).toHaveLength(1)
  })

  it.each([
    [
      'a flipped byte of its weights',
      /weights-0001/,
      (bytes: Uint8Array) => void bytes.set([bytes[200]! ^ 1], 200),
    ],
    ['a manifest of somebody else', /manifest/, (bytes: Uint8Array) => void bytes.fill(32)],
  ])(
    'throws away a stored model with %s and says so; its files open all the same',
    async (_, which, damage) => {
      await openFiles()
      const { source } = await factor({ backend: 'wasm' }, context())
      const spoil = () => damage(kept.get([...kept.keys()].find((path) => which.test(path))!)!)
      spoil()
      await expect(open({ source, backend: 'wasm', threads: 1 }, context())).rejects.toMatchObject({
        code: 'integrity',
        message: 'What this browser kept of random is damaged, and was removed.',
        advice: expect.stringMatching(/Open it again from where it came/),
      })
      expect(await storedModels({}, context())).toEqual([])

      await openFiles()
      await factor({ backend: 'wasm' }, context())
      spoil()
      expect(await openFiles()).toMatchObject({ form: 'dense' })
      expect(await factor({ backend: 'wasm' }, context())).toMatchObject({ form: 'factored' })
    },
  )

  it('makes a damaged bundle of an earlier visit again', async () => {
    await openFiles()
    const before = new Map(kept)
    await factor({ backend: 'wasm' }, context())
    const bundle = [...kept.keys()].find((path) => /weights-0001/.test(path))!
    kept.get(bundle)![200]! ^= 1
    const damaged = new Map(kept)
    kept.clear()
    for (const [path, bytes] of before) kept.set(path, bytes)
    await openFiles()
    for (const [path, bytes] of damaged) kept.set(path, bytes)
    expect(await factor({ backend: 'wasm' }, context())).toMatchObject({ form: 'factored' })
  })

  it('stays stored where its opening is stopped, or is factored by another tab meanwhile', async () => {
    await openFiles()
    const { source } = await factor({ backend: 'wasm' }, context())
    const before = [...kept.keys()]
    const abort = new AbortController()
    const opening = open(
      { source, backend: 'wasm', threads: 1 },
      { slot, signal: abort.signal, emit: ({ phase }) => phase === 'reading' && abort.abort() },
    )
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
    expect([...kept.keys()]).toEqual(before)

    const about = before.find((path) => path.startsWith('models/') && path.endsWith('about.json'))!
    for (const path of before) if (path !== about) kept.delete(path)
    await openFiles()
    const request = async (_: string, __: LockOptions, work: (lock: unknown) => unknown) => work(null)
    vi.stubGlobal('navigator', { locks: { request } })
    await expect(factor({ backend: 'wasm' }, context())).rejects.toThrow('Another tab is factoring random.')
    expect([...kept.keys()]).toEqual([about])
    vi.unstubAllGlobals()
  })

  it('is listed and removed beside files of another making', async () => {
    await openFiles()
    await factor({ backend: 'wasm' }, context())
    for (const path of ['models/readme.txt', 'models/what is this/x', 'downloads/a.b/c'])
      kept.set(path, new Uint8Array(9))
    kept.set('downloads/old/about.json', new TextEncoder().encode('<html>'))
    const stored = await storedModels({}, context())
    expect(stored.map(({ name, isWhole }) => [name, isWhole])).toEqual([
      ['random', true],
      ['old', false],
    ])
    expect(
      await codeOf(open({ source: { kind: 'stored', id: 'downloads/old' }, backend: 'wasm' }, context())),
    ).toBe('missing')
    await removeStored({ id: null }, context())
    expect(kept.size).toBe(0)
  })

  it('answers on after it was removed from the storage', async () => {
    await openFiles()
    await factor({ backend: 'wasm' }, context())
    const before = await tops()
    await removeStored({ id: null }, context())
    expect(await tops()).toEqual(before)
  })

  it('is not removed while another tab is at work on it', async () => {
    await openFiles()
    await factor({ backend: 'wasm' }, context())
    const request = async (_: string, { signal }: LockOptions, work: (lock: unknown) => unknown) => {
      if (busy) throw new DOMException('too long', signal ? 'TimeoutError' : 'InvalidStateError')
      return work({})
    }
    let busy = true
    vi.stubGlobal('navigator', { locks: { request } })
    await expect(removeStored({ id: null }, context())).rejects.toMatchObject({
      code: 'io',
      message: 'random could not be removed: another tab is at work on it.',
    })
    expect(await storedModels({}, context())).toHaveLength(1)
    busy = false
    await removeStored({ id: null }, context())
    expect(kept.size).toBe(0)
    vi.unstubAllGlobals()
  })
})
