import { describe, expect, it } from 'vitest'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import { WATCHED_DEFAULTS } from '../train/watched-options.ts'
import type { OpenedModel } from '../worker/protocol.ts'
import { createOwnExpertsStore } from './own-experts-store.ts'
import { pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { createHeldClient, turn } from './testing/held-client.ts'
import { beginRecord } from './training-record.ts'
import { createTrainingStore } from './training-store.ts'

const URL = 'http://localhost/models/tiny/'
const modelOf = (letter: string) => ({ hash: letter.repeat(64), experts: [] }) as unknown as OpenedModel
const [A, B] = [modelOf('a'), modelOf('b')]

/** A shelf whose first reading waits for `release`; what it brings is of the time when it was asked for. */
function slowShelf(kept: Map<string, unknown>) {
  const shelf = createMemoryShelf(kept)
  let release: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    release = resolve
  })
  let isFirst = true
  const late = async <T>(value: Promise<T>): Promise<T> => {
    if (isFirst) {
      isFirst = false
      await first
    }
    return value
  }
  return {
    shelf: {
      ...shelf,
      get: (name: string) => late(shelf.get(name)),
      list: (prefix: string) => late(shelf.list(prefix)),
    },
    release: () => release(),
  }
}

describe('where another model is opened before what was kept for the first is there', () => {
  it.each(['before they are read', 'while they are taken in'])(
    'its experts do not come: %s',
    async (when) => {
      const own = { bytes: Uint8Array.of(1), origin: 'trained', look: 0 }
      const { shelf, release } = slowShelf(new Map([[`expert/${A.hash}/mine`, own]]))
      const { client, held } = createHeldClient()
      const store = createOwnExpertsStore(client, shelf)
      const first = store.restore(A)
      if (when === 'while they are taken in') release()
      await turn()
      await store.restore(B)
      release()
      await turn()
      held[0]?.answer({ name: 'mine' })
      await first
      expect(held.length).toBe(when === 'while they are taken in' ? 1 : 0)
      expect(store.getState().experts).toEqual([])
    },
  )

  it('its training does not come, and is there the next time', async () => {
    const record = beginRecord('mine', { kind: 'family', family: 'math' }, WATCHED_DEFAULTS)
    const { shelf, release } = slowShelf(new Map([[`training/${A.hash}`, record]]))
    const training = createTrainingStore({
      ...{ shelf, threads: 1, alone: async () => true, openTrainer: createFakeClient },
      ownExperts: { add: async () => null },
    })
    const first = training.restore(A)
    await training.restore(B)
    release()
    await first
    expect(training.getState()).toMatchObject({ status: 'idle', record: null })
    await training.restore(A)
    expect(training.getState()).toMatchObject({ status: 'paused', record: { name: 'mine' } })
  })

  it('its sliders do not come', async () => {
    const base = createFakeClient()
    const opened = (await base.call('open', {
      source: { kind: 'bundle', url: URL },
      backend: 'auto',
    })) as never
    const experts = (name: string) => [{ name, numbers: 1, task: name }]
    const client = createFakeClient({
      handlers: {
        open: async ({ source }) => {
          const name = source.kind === 'bundle' ? (source.url.split('/').at(-2) ?? '') : ''
          return {
            ...(opened as OpenedModel),
            name,
            hash: name.padEnd(64, '0'),
            source,
            experts: experts(name),
          }
        },
      },
    })
    const { shelf, release } = slowShelf(new Map())
    const page = createPlayground({
      ...pageOptions(),
      client,
      shelf: { ...shelf, get: async () => undefined },
    })
    const open = (name: string) =>
      page.models.open({ kind: 'bundle', url: `https://models.example/${name}/` })
    const slow = open('slow')
    await turn()
    await open('quick')
    expect(page.mix.getState().experts).toEqual(['quick'])
    release()
    await slow
    await page.settled()
    expect(page.mix.getState().experts).toEqual(['quick'])
    expect(page.session.getState().model?.name).toBe('quick')
  })
})
