import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import type { Shelf } from '../io/shelf.ts'
import type { OpenedModel } from '../worker/protocol.ts'
import { createOwnExpertsStore } from './own-experts-store.ts'
import { createFakeClient } from './testing/fake-client.ts'

const MODEL = {
  hash: 'a'.repeat(64),
  experts: [{ name: 'math' }, { name: 'classifier' }],
} as unknown as OpenedModel
const FILE = new Uint8Array([1, 2, 3])

async function setUp(shelf: Shelf = createMemoryShelf(), model = MODEL) {
  const client = createFakeClient()
  const own = createOwnExpertsStore(client, shelf)
  await own.restore(model)
  const names = () => own.getState().experts.map(({ name }) => name)
  const inWorker = () =>
    client.calls
      .filter(({ kind }) => kind === 'addExpert' || kind === 'removeExpert')
      .map(({ kind, request }) => `${kind === 'addExpert' ? '+' : '-'}${(request as { name: string }).name}`)
  return { own, client, names, inWorker }
}

describe('own experts store', () => {
  it('gives each expert a free name and a look of its own', async () => {
    const { own, names, inWorker } = await setUp()
    await own.add('math', FILE, 'loaded')
    await own.add('math', FILE, 'trained')
    expect(names()).toEqual(['math-2', 'math-3'])
    expect(inWorker()).toEqual(['+math-2', '+math-3'])
    expect(new Set(own.getState().experts.map(({ look }) => look)).size).toBe(2)
  })

  it('says why a file is refused, keeps the others, and takes the next', async () => {
    const { own, names } = await setUp()
    await own.add('good', FILE, 'loaded')
    expect(await own.add('bad', new Uint8Array([0]), 'loaded')).toBeNull()
    expect(own.getState().problem).toMatchObject({ code: 'bad-expert' })
    await own.add('better', FILE, 'loaded')
    expect(own.getState().problem).toBeNull()
    expect(names()).toEqual(['good', 'better'])
  })

  it('brings everything back in the next visit, of this model only', async () => {
    const shelf = createMemoryShelf()
    const { own } = await setUp(shelf)
    await own.add('mine', FILE, 'loaded')
    await own.add('yours', FILE, 'trained')
    await own.remove('mine')
    await own.add('third', FILE, 'loaded')
    const looks = own.getState().experts.map(({ name, look }) => [name, look])
    const again = await setUp(shelf)
    expect(
      again.own
        .getState()
        .experts.map(({ name, look }) => [name, look])
        .sort(),
    ).toEqual(looks.sort())
    expect(again.own.getState().experts[0]).toMatchObject({ bytes: FILE })
    const other = await setUp(shelf, { ...MODEL, hash: 'b'.repeat(64) })
    expect(other.names()).toEqual([])
  })

  it('renames without a moment in which neither name can be asked for', async () => {
    const shelf = createMemoryShelf()
    const { own, names, inWorker } = await setUp(shelf)
    await own.add('mine', FILE, 'trained')
    expect(await own.rename('mine', 'ours')).toBe(true)
    expect(names()).toEqual(['ours'])
    expect(inWorker()).toEqual(['+mine', '+ours', '-mine'])
    expect((await setUp(shelf)).names()).toEqual(['ours'])
  })

  it.each(['math', 'other', 'Not A Name', ''])(
    'refuses the new name “%s” and keeps the old one',
    async (to) => {
      const { own, names } = await setUp()
      await own.add('mine', FILE, 'trained')
      expect(await own.rename('mine', to)).toBe(false)
      expect(own.getState().problem).toMatchObject({ code: 'bad-input' })
      expect(names()).toEqual(['mine'])
    },
  )

  it('brings a removed expert back as it was', async () => {
    const shelf = createMemoryShelf()
    const { own, names } = await setUp(shelf)
    await own.add('mine', FILE, 'trained')
    const [before] = own.getState().experts
    await own.remove('mine')
    expect(names()).toEqual([])
    expect((await setUp(shelf)).names()).toEqual([])
    await own.undoRemove()
    expect(own.getState()).toMatchObject({ experts: [before], removed: null })
    expect((await setUp(shelf)).names()).toEqual(['mine'])
  })

  it('works without a place to keep anything, says so, and survives a second opening', async () => {
    const broken = () => Promise.reject(new AppError('quota', 'No more room.'))
    const { own, names } = await setUp({ get: broken, put: broken, remove: broken, list: broken })
    await own.add('mine', FILE, 'trained')
    expect(own.getState().notKept).toMatchObject({ code: 'quota' })
    await own.restore(MODEL)
    expect(names()).toEqual(['mine'])
  })

  it('says that it has no model yet, and no expert of a name that nobody gave', async () => {
    const early = createOwnExpertsStore(createFakeClient(), createMemoryShelf())
    expect(await early.add('mine', FILE, 'loaded')).toBeNull()
    expect(early.getState().problem?.message).toMatch(/The model is not running/)
    const { own } = await setUp()
    expect(await own.rename('nobody', 'mine')).toBe(false)
    expect(own.getState().problem?.message).toMatch(/no expert named nobody/)
    expect(await own.redraw('nobody', FILE)).toBeNull()
    expect(own.getState().problem?.message).toMatch(/no expert named nobody/)
  })

  it('says so where one that was kept is refused by now, and brings back the others', async () => {
    const own = { origin: 'trained', look: 1 }
    const kept = new Map<string, unknown>([
      [`expert/${MODEL.hash}/bad`, { ...own, bytes: Uint8Array.of(0) }],
      [`expert/${MODEL.hash}/mine`, { ...own, bytes: FILE }],
    ])
    const again = await setUp(createMemoryShelf(kept))
    expect(again.names()).toEqual(['mine'])
    expect(again.own.getState().problem).toMatchObject({ code: 'bad-expert' })
  })

  it('passes over what another version of the page has kept', async () => {
    const kept = new Map<string, unknown>([
      [`expert/${MODEL.hash}/odd`, { bytes: 'text' }],
      [`expert/${MODEL.hash}/mine`, { bytes: FILE, origin: 'trained', look: 1 }],
    ])
    expect((await setUp(createMemoryShelf(kept))).names()).toEqual(['mine'])
  })
})
