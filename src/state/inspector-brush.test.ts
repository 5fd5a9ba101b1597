import { describe, expect, it } from 'vitest'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import { tensorFloats } from '../model/raw-tensor.ts'
import { readSafetensors } from '../model/safetensors.ts'
import type { WorkerCalls } from '../worker/protocol.ts'
import { readDrawing } from './inspector-drawing.ts'
import { CURRENT_MIX } from './inspector-link.ts'
import { pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { madeUpComponents, madeUpSpectra } from './testing/made-up-spectra.ts'

/** What the worker would read out of an expert's file. */
function factsOf({ name, bytes }: WorkerCalls['addExpert']['request']): WorkerCalls['addExpert']['result'] {
  const provenance = Object.fromEntries(readSafetensors(bytes).metadata)
  return { name, numbers: 6, task: 'drawn', provenance, changes: [] }
}

async function setUp(shelf = createMemoryShelf()) {
  const client = createFakeClient({
    handlers: {
      addExpert: async (request) => factsOf(request),
      spectra: async (request) => madeUpSpectra(request),
      components: async (request) => madeUpComponents(request),
    },
  })
  const page = createPlayground({
    ...pageOptions(),
    ...{ client, shelf },
    hash: '#v=1&alpha=math:0.5,code:0.25',
  })
  await page.start()
  await page.settled()
  await page.brush.open()
  const rest = async () => {
    // A start is fetched before anything of it is drawn.
    await new Promise((resolve) => setTimeout(resolve, 5))
    await page.brush.settled()
    await page.settled()
  }
  await rest()
  const added = () =>
    client.calls
      .filter(({ kind }) => kind === 'addExpert')
      .map(({ request }) => request as WorkerCalls['addExpert']['request'])
  /** z by module of the latest file that the worker was given. */
  const latest = () => {
    const { tensors } = readSafetensors(added().at(-1)!.bytes)
    return new Map([...tensors].map(([name, tensor]) => [name, [...tensorFloats(tensor, name)]] as const))
  }
  const answers = () => client.calls.filter(({ kind }) => kind === 'generate').length
  return { page, client, rest, added, latest, answers }
}

describe('spectrum brush', () => {
  it('makes one further expert with the first stroke, with a slider at 1, and answers with each stroke', async () => {
    const { page, rest, added, answers } = await setUp()
    expect(added()).toEqual([])
    const before = answers()
    page.brush.setGain(3, 0, 2)
    await rest()
    expect(page.mix.getState()).toMatchObject({ alpha: { math: 0.5, code: 0.25, drawn: 1 } })
    expect(page.ownExperts.getState().experts).toMatchObject([{ name: 'drawn', origin: 'drawn' }])
    expect(page.brush.getState().expert).toBe('drawn')
    const between = answers()
    expect(between).toBeGreaterThan(before)
    page.brush.setGain(3, 0, 2.5)
    await rest()
    expect(answers()).toBe(between + 1)
    expect(added().map(({ name, replaces = false }) => [name, replaces])).toEqual([
      ['drawn', false],
      ['drawn', true],
    ])
    expect(page.ownExperts.getState().experts).toHaveLength(1)
  })

  it('draws on a matrix, a layer, a module in all layers, or all', async () => {
    const { page, rest, latest } = await setUp()
    const touched = [1, 7, 2, 14]
    for (const [i, scope] of (['matrix', 'layer', 'module', 'all'] as const).entries()) {
      page.brush.reset()
      page.brush.setScope(scope)
      page.brush.setGain(3, 4, 0.5)
      await rest()
      expect(latest().size).toBe(touched[i])
    }
    const z = latest().get('model.layers.1.mlp.down_proj.weight')!
    expect(z[0]).toBe(1)
    expect(z[5]).toBe(0.5)
  })

  it('sets single components, holds values to their range, and gives a component back', async () => {
    const { page, rest, latest } = await setUp()
    page.brush.setComponent(0, 2, -1.5)
    page.brush.setComponent(0, 3, 99)
    page.brush.setGain(0, 0, 7)
    page.brush.setGain(0, 9, 2)
    await rest()
    const [z] = [...latest().values()]
    expect(z![2]).toBe(-1.5)
    expect(z![3]).toBeCloseTo(1, 6)
    expect(z![0]).toBe(3)
    page.brush.setComponent(0, 2, null)
    await rest()
    expect([...latest().values()][0]![2]).toBeGreaterThan(0.99)
  })

  it('undoes stroke by stroke, a held handle being one, and undoes a reset', async () => {
    const { page, rest, latest } = await setUp()
    for (const gain of [1.1, 1.2, 1.3]) page.brush.setGain(0, 0, gain)
    page.brush.endStroke()
    page.brush.setGain(0, 0, 2)
    await rest()
    expect([...latest().values()][0]![0]).toBe(2)
    page.brush.undo()
    await rest()
    expect([...latest().values()][0]![0]).toBeCloseTo(1.3, 6)
    page.brush.reset()
    await rest()
    expect([...latest().values()][0]!.every((value) => value === 1)).toBe(true)
    page.brush.undo()
    page.brush.undo()
    await rest()
    expect(page.brush.getState().drawing.strokes.size).toBe(0)
    page.brush.undo()
    expect(page.brush.getState().past).toEqual([])
  })

  it('begins with an expert in its place, and keeps only its strongest components', async () => {
    const { page, rest, added, latest } = await setUp()
    await page.brush.startFrom('math')
    await rest()
    const math = madeUpSpectra({ subjects: [{ kind: 'expert', name: 'math' }] }).z[0]!
    expect(latest().get('model.layers.0.self_attn.q_proj.weight')).toEqual([...math.subarray(0, 6)])
    expect(page.mix.getState().alpha).toMatchObject({ math: 0, code: 0.25, drawn: 1 })
    expect(added()).toHaveLength(1)
    page.brush.setKeep({ count: 2, ranking: 'change' })
    await rest()
    for (const z of latest().values()) expect(z.filter((value) => value !== 1)).toHaveLength(2)
    page.brush.undo()
    page.brush.undo()
    await rest()
    expect([...latest().values()].flat().every((value) => value === 1)).toBe(true)
  })

  it('begins with the mix of the sliders, whose place the drawn expert then takes', async () => {
    const { page, rest } = await setUp()
    await page.brush.startFrom(CURRENT_MIX)
    await rest()
    expect(page.mix.getState().alpha).toEqual({ math: 0, code: 0, reasoning: 0, drawn: 1 })
  })

  it('follows its expert to another name, makes another one beside it, and forgets one that is removed', async () => {
    const { page, rest, added } = await setUp()
    page.brush.setGain(0, 0, 2)
    await rest()
    await page.ownExperts.rename('drawn', 'loud')
    expect(page.brush.getState().expert).toBe('loud')
    page.brush.setGain(0, 1, 2)
    await rest()
    expect(added().at(-1)).toMatchObject({ name: 'loud', replaces: true })
    page.brush.another()
    page.brush.setGain(0, 2, 2)
    await rest()
    expect(page.ownExperts.getState().experts.map(({ name }) => name)).toEqual(['loud', 'drawn'])
    await page.ownExperts.remove('drawn')
    expect(page.brush.getState().expert).toBeNull()
    page.brush.setGain(0, 2, 1.5)
    await rest()
    expect(page.ownExperts.getState().experts.map(({ name }) => name)).toEqual(['loud', 'drawn'])
  })

  it('goes on with a drawing on a later visit, as if nothing had been between', async () => {
    const shelf = createMemoryShelf()
    const first = await setUp(shelf)
    await first.page.brush.startFrom(CURRENT_MIX)
    first.page.brush.setScope('layer')
    first.page.brush.setGain(3, 1, 2)
    first.page.brush.setComponent(3, 2, -1.5)
    first.page.brush.setKeep({ count: 4, ranking: 'sigma' })
    await first.rest()

    const later = await setUp(shelf)
    expect(later.page.brush.getState()).toMatchObject({ expert: 'drawn', past: [] })
    expect(later.page.brush.getState().drawing).toEqual(first.page.brush.getState().drawing)
    // What is there already is not made again, and the start is the mix of that time.
    expect(later.added()).toHaveLength(1)
    expect(later.client.calls.filter(({ kind }) => kind === 'spectra')).toMatchObject([
      { request: { subjects: [{ kind: 'mix', mix: { alpha: { math: 0.5, code: 0.25 } } }] } },
    ])
    later.page.brush.setScope('layer')
    later.page.brush.setGain(3, 1, 2.5)
    await later.rest()
    expect(later.added().at(-1)).toMatchObject({ name: 'drawn', replaces: true })
    first.page.brush.setGain(3, 1, 2.5)
    await first.rest()
    expect(later.latest()).toEqual(first.latest())
    later.page.brush.undo()
    await later.rest()
    expect(later.page.brush.getState().drawing).toEqual({
      ...first.page.brush.getState().past.at(-1),
    })
  })

  it.each([
    '',
    '{}',
    'null',
    '{"start":null,"mix":null,"strokes":[[0,[1,1],[]]],"keep":null}',
    '{"start":"x y","mix":null,"strokes":[],"keep":null}',
    '{"start":null,"mix":null,"strokes":[[0,[9,1,1,1,1],[]]],"keep":null}',
  ])('takes %j for no drawing', (text) => {
    expect(readDrawing(text)).toBeNull()
  })
})
