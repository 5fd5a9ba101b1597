import { describe, expect, it } from 'vitest'
import type { SweepCount } from '../adapt/sweep.ts'
import { AppError, cancelled } from '../core/errors.ts'
import type { WorkerCalls } from '../worker/protocol.ts'
import { sweepCsv, sweepJson } from './sweep-files.ts'
import { gridMixes, stepsFor, sweepAxis } from './sweep-grid.ts'
import { pointAt, stretches, sweepPoints, sweepSummary } from './sweep-reading.ts'
import { createSweepStore } from './sweep-store.ts'
import { createFakeClient } from './testing/fake-client.ts'

type Sweep = WorkerCalls['sweep']
const ASKED = { prompt: 'how many ?', system: '', maxTokens: 16, seed: 3 }
const STAND = { mode: 'blend', alpha: { math: 0.3, code: 0.5 } } as const

/** Right answers grow with α math up to 1; the last point is impossible. */
function counted({ mixes, task }: Sweep['request'], items: number): SweepCount {
  const alphas = mixes.map(({ alpha }) => alpha.math ?? 0)
  const last = mixes.length - 1
  return {
    answers: alphas.map((alpha, i) =>
      i === last ? null : { text: alpha < 0.5 ? 'so 14' : 'so 18', finished: i > 0 },
    ),
    impossible: alphas.map((_, i) => i === last),
    items,
    correct: alphas.map((alpha) => Math.round((items * (1 + Math.min(alpha, 1))) / 2)),
    done: mixes.length * (1 + items),
    total: mixes.length * (1 + (task?.items ?? 0)),
    now: null,
  }
}

function setUp() {
  const client = createFakeClient({
    handlers: {
      sweep: async (request, { onEvent, signal }) => {
        onEvent(counted(request, 0))
        await new Promise((resolve) => setTimeout(resolve, 1))
        if (signal.aborted) throw cancelled()
        onEvent(counted(request, 5))
        return counted(request, request.task?.items ?? 0)
      },
    },
  })
  const store = createSweepStore(client)
  store.experts(['math', 'code', 'reasoning'])
  const asked = () => client.calls.map(({ request }) => request as Sweep['request'])
  return { client, store, asked }
}

describe('sweep store', () => {
  it('stands as a link says once its experts are there, with items that suit the model', () => {
    const { store } = setUp()
    expect(store.link()).toEqual({})
    const asked = { first: 'own', second: 'math', step: 0.5, family: 'code', items: 30 } as const
    store.follow(asked)
    expect(store.getState().settings.first).toBe('math')
    expect(store.link()).toEqual({ sweep: asked })
    store.experts(['math', 'own'])
    expect(store.getState().settings).toEqual(asked)
    expect(store.missed()).toEqual([])
    store.adopt('chat')
    expect(store.link()).toEqual({})
    store.follow({ ...asked, step: 1 })
    expect(store.getState().settings).toMatchObject({ step: 1, family: 'chat-reasoning', items: 10 })
    expect(store.missed()).toEqual([{ value: 'code', isFamily: true }])
    store.follow({ ...asked, first: 'nobody' })
    expect(store.missed()).toEqual([{ value: 'nobody', isFamily: false }])
    expect(store.missed()).toEqual([])
  })

  it('sweeps one α with everything else as it stands', async () => {
    const { store, asked } = setUp()
    store.set({ step: 0.5, items: 20 })
    await store.run(ASKED, STAND)
    const [request] = asked()
    expect(request?.mixes.map(({ alpha }) => alpha.math)).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2])
    expect(new Set(request?.mixes.map(({ alpha }) => alpha.code))).toEqual(new Set([0.5]))
    expect(request).toMatchObject({ prompt: ASKED.prompt, task: { family: 'math', items: 20, seed: 3 } })
    expect(store.getState()).toMatchObject({ status: 'done', run: { count: { items: 20 } } })
  })

  it('tells how far it is, and keeps what it has when stopped', async () => {
    const { store } = setUp()
    const seen: number[] = []
    store.subscribe(({ run }) => void seen.push(run?.count?.items ?? -1))
    await store.run(ASKED, STAND)
    expect([...new Set(seen)]).toEqual([-1, 0, 5, 40])
    const run = store.run(ASKED, STAND)
    await Promise.resolve()
    store.stop()
    await run
    expect(store.getState()).toMatchObject({ status: 'stopped', run: { count: { items: 0 } } })
    expect(store.getState().run?.count?.answers[0]).toMatchObject({ text: 'so 14' })
  })

  it('begins coarse when a second α comes, takes no expert twice, and forgets experts that go', () => {
    const { store } = setUp()
    store.set({ step: 0.1 })
    store.set({ second: 'code' })
    expect(store.getState().settings).toMatchObject({ first: 'math', second: 'code', step: 0.5 })
    store.set({ step: 0.25 })
    expect(store.getState().settings.step).toBe(0.25)
    store.set({ first: 'code' })
    expect(store.getState().settings).toMatchObject({ first: 'code', second: null })
    store.set({ second: 'math' })
    store.experts(['reasoning', 'math'])
    expect(store.getState().settings).toMatchObject({ first: 'reasoning', second: 'math' })
    store.experts([])
    expect(store.getState().settings).toMatchObject({ first: '', second: null })
  })

  it('counts nothing beside a model that has no exercises, and starts anew with another model', async () => {
    const { store, asked } = setUp()
    store.adopt('plain')
    await store.run({ ...ASKED, system: 'Be brief.' }, STAND)
    expect(asked()[0]).toMatchObject({ task: null, system: 'Be brief.' })
    store.adopt('chat')
    expect(store.getState()).toMatchObject({ run: null, settings: { family: 'chat-reasoning', items: 10 } })
  })

  it('tells what went wrong', async () => {
    const { store, client } = setUp()
    client.failNext('sweep', new AppError('bad-mix', 'Undefined everywhere.'))
    await store.run(ASKED, STAND)
    expect(store.getState()).toMatchObject({
      status: 'failed',
      problem: { message: 'Undefined everywhere.' },
    })
  })
})

describe('the points of a sweep', () => {
  it('are a square, row by row, and let go of α a matrix only where they are swept', () => {
    const stand = { ...STAND, byModule: { math: [1, 2], code: [3, 4] } }
    const mixes = gridMixes(stand, sweepAxis('math', 1), sweepAxis('reasoning', 1))
    expect(mixes).toHaveLength(16)
    expect(mixes[1]?.alpha).toEqual({ math: 0, code: 0.5, reasoning: -1 })
    expect(mixes[4]?.alpha).toEqual({ math: -1, code: 0.5, reasoning: 0 })
    expect(mixes[4]?.byModule).toEqual({ code: [3, 4] })
    expect(stepsFor(true)).toEqual([0.25, 0.5, 1])
  })

  it('are read with intervals, letters and the place of the sliders, and saved', async () => {
    const { store } = setUp()
    store.set({ step: 0.5, items: 20 })
    await store.run(ASKED, STAND)
    const run = store.getState().run!
    const points = sweepPoints(run)
    expect(points.map(({ letter }) => letter).join(' ')).toBe('A A A B B B ')
    expect(points[6]).toMatchObject({ impossible: true, accuracy: null })
    expect(stretches(points).map((some) => some.map(({ index }) => index))).toEqual([[0, 1, 2, 3, 4, 5]])
    const gap = points.map((point) => (point.index === 2 ? { ...point, accuracy: null } : point))
    expect(stretches(gap).map((some) => some.map(({ index }) => index))).toEqual([
      [0, 1],
      [3, 4, 5],
    ])
    expect(sweepSummary(points).impossible).toBe(1)
    expect(points[2]?.accuracy?.share).toBe(0.5)
    expect(points[2]?.accuracy?.interval[0]).toBeCloseTo(0.299, 3)
    const { best, worst, differentAnswers } = sweepSummary(points)
    // 1 and 1.5 have as many; the nearer to the base counts.
    expect([best?.alpha, worst?.alpha, differentAnswers]).toEqual([1, -1, 2])
    expect(sweepSummary(points).alsoBest).toBe(1)
    expect(pointAt(points, { mode: 'blend', alpha: { math: 1, code: 0.5, reasoning: 0 } })).toBe(4)
    expect(pointAt(points, STAND)).toBe(-1)
    const lines = sweepCsv(run).trimEnd().split('\n')
    expect(lines[0]).toBe('alpha math,items,correct,accuracy,low,high,answer,cut')
    expect(lines[1]).toMatch(/^-1,20,0,0,0,0\.16\d+,so 14,yes$/)
    expect(lines[2]).toMatch(/,so 14,$/)
    expect(lines.at(-1)).toBe('2,,,,,,,')
    expect(points.map(({ cut }) => cut).indexOf(true)).toBe(0)
    expect(JSON.parse(sweepJson(run)).points[4]).toMatchObject({ mix: { alpha: { math: 1 } }, correct: 20 })
  })
})
