import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { strongestComponents } from '../core/inspect/strongest.ts'
import { CURRENT_MIX } from './inspector-link.ts'
import { createInspectorStore } from './inspector-store.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { madeUpComponents, madeUpSpectra } from './testing/made-up-spectra.ts'

function setUp() {
  let alpha = 0
  const client = createFakeClient({
    handlers: {
      spectra: async (request) => madeUpSpectra(request),
      components: async (request) => madeUpComponents(request),
    },
  })
  const store = createInspectorStore(client, () => ({ mode: 'blend', alpha: { math: alpha } }), 0)
  const rest = async () => {
    await store.settled()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const asked = (kind: string) =>
    client.calls.filter((call) => call.kind === kind).map(({ request }) => request)
  return {
    store,
    client,
    rest,
    asked,
    move: (to: number) => {
      alpha = to
      store.mixMoved()
    },
  }
}

describe('inspector store', () => {
  it('asks for nothing before somebody looks, and then shows the first expert', async () => {
    const { store, asked, rest } = setUp()
    store.adopt(['math', 'code'])
    await rest()
    expect(asked('spectra')).toEqual([])
    store.open()
    await rest()
    expect(store.getState()).toMatchObject({ first: 'math', second: null, shown: ['math'], problem: null })
    const { parts, matrix, component } = store.getState()
    expect(parts).toHaveLength(14)
    const changes = parts.map(({ sigma, z }) => Math.hypot(...sigma.map((s, i) => s * (z[0]![i]! - 1))))
    expect(changes[matrix]).toBe(Math.max(...changes))
    expect(component).toBe(strongestComponents(parts[matrix]!.sigma, parts[matrix]!.z[0]!, 1)[0])
  })

  it('names the tokens of the strongest components of the chosen matrix, each asked for once', async () => {
    const { store, asked, rest } = setUp()
    store.adopt(['math'])
    store.open()
    await rest()
    store.select(0)
    await rest()
    store.select(9)
    await rest()
    const { parts, tokens } = store.getState()
    const part = parts[9]!
    const strongest = strongestComponents(part.sigma, part.z[0]!, 8)
    expect([...tokens.keys()].sort()).toEqual([...strongest].sort())
    expect(tokens.get(strongest[0]!)!.reads!.most[0]!.text).toBe(` ${part.matrix.name} ${strongest[0]}`)
    const calls = asked('components').length
    store.select(0)
    await rest()
    store.select(9)
    await rest()
    expect(store.getState().tokens).toEqual(tokens)
    expect(asked('components')).toHaveLength(calls)
  })

  it('follows the sliders only while it shows the mix, and shows results during a drag', async () => {
    const { store, asked, move, rest } = setUp()
    store.adopt(['math'])
    store.open()
    await rest()
    const before = asked('spectra').length
    move(1)
    await rest()
    expect(asked('spectra')).toHaveLength(before)
    store.choose({ second: CURRENT_MIX })
    await rest()
    const seen: number[] = []
    store.subscribe(({ spectra }) => void seen.push(spectra!.z[1]![1]!))
    for (let step = 0; step < 5; step++) {
      move(step + 2)
      await Promise.resolve()
    }
    await rest()
    expect(store.getState().spectra!.z[1]![1]).toBeCloseTo(1 + 0.3 * Math.sin(6 + 1), 6)
    expect(new Set(seen).size).toBeGreaterThan(1)
  })

  it('lets go of an expert that is gone', async () => {
    const { store, rest } = setUp()
    store.adopt(['math', 'code'])
    store.open()
    store.choose({ first: 'code', second: 'math' })
    await rest()
    store.experts(['math'])
    await rest()
    expect(store.getState()).toMatchObject({ first: 'math', second: 'math', shown: ['math', 'math'] })
    store.experts([])
    await rest()
    expect(store.getState()).toMatchObject({ first: CURRENT_MIX, second: null })
  })

  it('says why there is nothing to see, and shows it again when there is', async () => {
    const { store, client, rest } = setUp()
    store.adopt(['math'])
    client.failNext('spectra', new AppError('bad-mix', 'The nuclear norm vanishes.'))
    store.open()
    await rest()
    expect(store.getState()).toMatchObject({ spectra: null, problem: { code: 'bad-mix' } })
    store.choose({ first: CURRENT_MIX })
    await rest()
    expect(store.getState()).toMatchObject({ problem: null, shown: [CURRENT_MIX] })
    store.adopt(null)
    expect(store.getState()).toMatchObject({ spectra: null, parts: [], problem: null })
  })

  it('shows what a link asks for once that is there, and says it again', async () => {
    const { store, rest } = setUp()
    expect(store.link()).toEqual({})
    const link = { inspect: ['mine', CURRENT_MIX], matrix: { layer: 1, kind: 'up' } } as const
    store.follow(link)
    expect(store.link()).toEqual(link)
    store.adopt(['math'])
    store.open()
    await rest()
    expect(store.getState()).toMatchObject({ first: 'math', second: null, isChosen: true })
    store.experts(['math', 'mine'])
    await rest()
    const { parts, matrix, shown } = store.getState()
    expect(shown).toEqual(['mine', CURRENT_MIX])
    expect(parts[matrix]!.matrix).toMatchObject({ layer: 1, kind: 'up' })
    expect(store.link()).toEqual(link)
    expect(store.missed()).toEqual([])
    store.follow({ inspect: ['nobody', 'math'] })
    expect(store.missed()).toEqual(['nobody'])
    store.select(0)
    expect(store.link()).toEqual({ inspect: ['mine', CURRENT_MIX], matrix: { layer: 0, kind: 'q' } })
  })
})
