import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { createMemoryShelf } from '../../io/memory-shelf.fixture.ts'
import type { Shelf } from '../../io/shelf.ts'
import { createModelsStore } from '../../state/models-store.ts'
import { createOwnExpertsStore } from '../../state/own-experts-store.ts'
import { createFakeClient } from '../../state/testing/fake-client.ts'
import type { OpenedModel, WorkerCalls } from '../../worker/protocol.ts'
import { createKeptData, type KeptData, type Settings, sumOf } from './kept-data.ts'

const STORED = { id: 'models/a', name: 'mine', kind: 'model', bytes: 1000, isWhole: true } as const
let stored: WorkerCalls['storedModels']['result']
let kept: Map<string, unknown>
let shelf: Shelf
let pageBytes: number
let settings: Map<string, string>
let busy: boolean

async function make(changes: { settings?: Settings | undefined; shelf?: Shelf } = {}) {
  const client = createFakeClient({
    handlers: {
      storedModels: async () => stored,
      async removeStored() {
        if (busy) throw new AppError('io', 'mine could not be removed: another tab is at work on it.')
        stored = []
        return null
      },
    },
  })
  const ownExperts = createOwnExpertsStore(client, shelf)
  await ownExperts.restore((await client.call('open', {} as never)) as OpenedModel)
  await ownExperts.add('mine', new Uint8Array([1, 2, 3]), 'trained')
  const data: KeptData = createKeptData({
    models: createModelsStore(
      client,
      { change: () => Promise.reject(new Error('unused')) },
      async () => undefined,
    ),
    ownExperts,
    shelf,
    caches: {
      bytes: async () => pageBytes,
      drop: async () => {
        pageBytes = 0
      },
    },
    settings: { getItem: (key) => settings.get(key) ?? null, removeItem: (key) => void settings.delete(key) },
    settingKeys: ['theme', 'tour'],
    ...changes,
  })
  await data.measure()
  return { data, ownExperts }
}

beforeEach(() => {
  stored = [STORED]
  kept = new Map([['training/other', { parameters: new Float32Array(4) }]])
  shelf = createMemoryShelf(kept)
  pageBytes = 500
  settings = new Map([
    ['theme', 'dark'],
    ['of another page', 'x'],
  ])
  busy = false
})

describe('what the browser keeps for the page', () => {
  it('is counted in groups, the visitor’s own work apart', async () => {
    const { sizes } = (await make()).data.getState()
    expect(sizes).toMatchObject({ models: 1000, page: 500, settings: 4, own: { experts: 1, trainings: 1 } })
    expect(sizes!.own.bytes).toBeGreaterThanOrEqual(16 + 3)
    expect(sumOf(sizes!, false)).toBe(1504)
  })

  it('is cleared but for experts and trainings, and what is open stays', async () => {
    const { data, ownExperts } = await make()
    await data.clear()
    expect(data.getState()).toMatchObject({
      status: 'idle',
      cleared: 1504,
      problem: null,
      sizes: { models: 0, page: 0, settings: 0, own: { experts: 1, trainings: 1 } },
    })
    expect([...settings.keys()]).toEqual(['of another page'])
    expect(ownExperts.getState().experts.map(({ name }) => name)).toEqual(['mine'])
  })

  it('is cleared with them only where that was said, and nothing brings them back', async () => {
    const { data, ownExperts } = await make()
    data.setState({ withOwn: true })
    await data.clear()
    expect(kept.size).toBe(0)
    expect(ownExperts.getState()).toMatchObject({ experts: [], removed: null })
    expect(data.getState()).toMatchObject({ withOwn: false, sizes: { own: { experts: 0, bytes: 0 } } })
  })

  it('says what could not be cleared, and clears the rest', async () => {
    busy = true
    const { data } = await make()
    await data.clear()
    expect(data.getState()).toMatchObject({
      status: 'idle',
      cleared: 504,
      problem: { message: 'mine could not be removed: another tab is at work on it.' },
    })
  })

  it('is nothing where the browser keeps nothing, and clearing that is no error', async () => {
    const refused = (): Promise<never> =>
      Promise.reject(new AppError('unsupported', 'This browser keeps nothing.'))
    stored = []
    pageBytes = 0
    const { data } = await make({ settings: undefined, shelf: { ...shelf, list: refused } })
    expect(data.getState().sizes).toEqual({
      ...{ models: 0, page: 0, settings: 0 },
      own: { experts: 0, trainings: 0, bytes: 0 },
    })
    await data.clear()
    expect(data.getState()).toMatchObject({ status: 'idle', problem: null })
  })
})
