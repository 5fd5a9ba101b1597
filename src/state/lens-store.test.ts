import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { WorkerCalls } from '../worker/protocol.ts'
import { lensCsv, lensJson } from './lens-files.ts'
import type { LensPlace } from './lens-link.ts'
import { candidatesAt, disagrees, partingPlace, summaryOf } from './lens-reading.ts'
import { createLensStore, type FoundAnswers, type LensAnswers } from './lens-store.ts'
import { createFakeClient } from './testing/fake-client.ts'

type Follow = WorkerCalls['follow']

/** Base says 1 everywhere; every other lane says the answer, and is n nats away at the nth place. */
function follow({ answer, lanes }: Follow['request']): Follow['result'] {
  return {
    pieces: answer.map((id) => ` t${id}`),
    lanes: lanes.map((_, lane) =>
      answer.map((id, place) => ({
        logProb: lane === 0 ? -3 : -0.5,
        divergence: lane === 0 ? 0 : place,
        top: [
          { id: lane === 0 ? 1 : id, text: lane === 0 ? ' t1' : ` t${id}`, logit: 2, probability: 0.6 },
          { id: 7, text: ' t7', logit: 1, probability: lane === 0 ? 0.1 : 0.3 },
        ],
      })),
    ),
  }
}

const WRITTEN: LensAnswers = {
  prompt: 'how many ?',
  system: '',
  revision: 0,
  mix: { mode: 'blend', alpha: { math: 1 } },
  base: [1, 2, 3],
  adapted: [1, 9, 8, 3],
  experts: ['math', 'code'],
}

function setUp() {
  let answers: FoundAnswers = WRITTEN
  const client = createFakeClient({ handlers: { follow: async (request) => follow(request) } })
  const missed: LensPlace[] = []
  const store = createLensStore(client, () => answers, { restMs: 0, onMissed: (asked) => missed.push(asked) })
  const rest = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    await store.settled()
  }
  const asked = () => client.calls.map(({ request }) => request as Follow['request'])
  const show = async (next: FoundAnswers) => {
    answers = next
    store.changed()
    await rest()
  }
  return { store, client, missed, rest, asked, show }
}

describe('lens store', () => {
  it('asks for nothing while nobody can see it, then once for each pair of answers', async () => {
    const { store, asked, rest, show } = setUp()
    await show(WRITTEN)
    expect(asked()).toEqual([])
    store.watch(true)
    await rest()
    expect(asked()).toMatchObject([
      { answer: WRITTEN.adapted, lanes: [{ kind: 'base' }, { kind: 'mix', mix: WRITTEN.mix }] },
    ])
    await show({ ...WRITTEN })
    expect(asked()).toHaveLength(1)
    store.watch(false)
    await show({ ...WRITTEN, adapted: [1, 5] })
    expect(asked()).toHaveLength(1)
    expect(store.getState().stale).toBe(true)
    store.watch(true)
    await rest()
    expect(asked()).toHaveLength(2)
    expect(store.getState()).toMatchObject({ stale: false, reading: { ids: [1, 5] } })
  })

  it('goes to the place that a link asks for once the answer is read, and to its end where it is shorter', async () => {
    const { store, rest, show } = setUp()
    store.follow({ along: 'base', place: 2, each: true })
    expect(store.link()).toEqual({ lens: { along: 'base', place: 2, each: true } })
    store.watch(true)
    await rest()
    expect(store.getState()).toMatchObject({ selected: 2, reading: { ids: WRITTEN.base } })
    expect(store.getState().reading?.lanes).toHaveLength(4)
    // A place of the answer that is there already.
    store.follow({ along: 'base', place: 0, each: true })
    expect(store.getState().selected).toBe(0)
    store.follow({ along: 'adapted', place: 99, each: false })
    await rest()
    expect(store.link()).toEqual({ lens: { along: 'adapted', place: 3, each: false } })
    await show({ ...WRITTEN, adapted: [1, 5] })
    expect(store.getState().selected).toBe(1)
  })

  it('tells of a token that the answer does not have once both are written, seen by anybody or not, and once', async () => {
    const { store, missed, rest, show } = setUp()
    const asked = { along: 'adapted', place: 4, each: false } as const
    await show('being-written')
    store.follow(asked)
    await rest()
    expect(missed).toEqual([])
    await show(WRITTEN)
    await show({ ...WRITTEN, adapted: [1] })
    expect(missed).toEqual([asked])
    expect(store.link()).toEqual({ lens: asked })

    store.watch(true)
    await rest()
    expect(store.link()).toEqual({ lens: { ...asked, place: 0 } })
    for (const place of [2, null]) store.follow({ along: 'base', place, each: true })
    await rest()
    expect(missed).toEqual([asked])
    store.follow({ along: 'base', place: 3, each: true })
    await rest()
    expect(missed.slice(1)).toEqual([{ along: 'base', place: 3, each: true }])
  })

  it('waits for answers that are being written, and keeps what it has meanwhile', async () => {
    const { store, asked, rest, show } = setUp()
    store.watch(true)
    await rest()
    await show('being-written')
    expect(asked()).toHaveLength(1)
    expect(store.getState()).toMatchObject({ stale: true, reading: { ids: WRITTEN.adapted } })
  })

  it('lets go of a reading that nobody will look at', async () => {
    const signals: AbortSignal[] = []
    let answers: FoundAnswers = WRITTEN
    const client = createFakeClient({
      handlers: {
        follow: async (request, { signal }) => {
          signals.push(signal)
          await new Promise((resolve) => setTimeout(resolve, 10))
          return follow(request)
        },
      },
    })
    const store = createLensStore(client, () => answers, { restMs: 0 })
    const pause = () => new Promise((resolve) => setTimeout(resolve, 4))
    store.watch(true)
    await pause()
    answers = 'being-written'
    store.changed()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    answers = { ...WRITTEN, adapted: [1, 4] }
    store.changed()
    await pause()
    await store.settled()
    expect(store.getState()).toMatchObject({ stale: false, reading: { ids: [1, 4] } })
    answers = { ...WRITTEN, adapted: [1, 6] }
    store.changed()
    await pause()
    store.watch(false)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, true])
  })

  it('begins where the two answers part, and stays where it is while the answer does', async () => {
    const { store, rest, show } = setUp()
    store.watch(true)
    await rest()
    expect(store.getState()).toMatchObject({ selected: 1, reading: { partsAt: 1 } })
    store.select(3)
    await show({ ...WRITTEN, mix: { mode: 'blend', alpha: { math: 0.9 } } })
    expect(store.getState().selected).toBe(3)
    store.select(99)
    expect(store.getState().selected).toBe(3)
    await show({ ...WRITTEN, adapted: [1, 2, 4] })
    expect(store.getState().selected).toBe(2)
  })

  it('reads again under another system message, and when an expert of the mix has changed', async () => {
    const { store, asked, rest, show } = setUp()
    store.watch(true)
    await rest()
    expect(asked()[0]).not.toHaveProperty('system')
    await show({ ...WRITTEN, system: 'Be brief.' })
    expect(asked()[1]).toMatchObject({ system: 'Be brief.' })
    await show({ ...WRITTEN, system: 'Be brief.', revision: 1 })
    expect(asked()).toHaveLength(3)
  })

  it('goes along the base’s answer or reads every expert alone when asked', async () => {
    const { store, asked, rest } = setUp()
    store.watch(true)
    await rest()
    store.choose({ along: 'base' })
    await rest()
    expect(asked().at(-1)?.answer).toEqual(WRITTEN.base)
    store.choose({ everyLane: true })
    await rest()
    expect(asked().at(-1)?.lanes.slice(2)).toEqual([
      { kind: 'mix', mix: { mode: 'blend', alpha: { math: 1 } } },
      { kind: 'mix', mix: { mode: 'blend', alpha: { code: 1 } } },
    ])
    expect(store.getState().reading?.lanes.map(({ name }) => name)).toEqual([
      'base',
      'adapted',
      'math',
      'code',
    ])
  })

  it('tells what went wrong, and reads again when something changes', async () => {
    const { store, client, rest, show } = setUp()
    client.failNext('follow', new AppError('limit', 'Too long.'))
    store.watch(true)
    await rest()
    expect(store.getState()).toMatchObject({ reading: null, problem: { message: 'Too long.' } })
    await show(WRITTEN)
    expect(store.getState()).toMatchObject({ problem: null, reading: { ids: WRITTEN.adapted } })
    store.forget()
    expect(store.getState().reading).toBeNull()
  })
})

describe('a reading', () => {
  it('says where two answers part: at a token, or where one of them ends', () => {
    expect(partingPlace([1, 2], [1, 3])).toBe(1)
    expect(partingPlace([1, 2], [1, 2, 3])).toBe(2)
    expect(partingPlace([1, 2], [1, 2])).toBeNull()
  })

  it('is summed up, listed against the base, and saved with its numbers', async () => {
    const { store, rest } = setUp()
    store.watch(true)
    await rest()
    const reading = store.getState().reading!
    expect(summaryOf(reading)).toEqual({ most: 3, mostDivergence: 3, total: 6, disagreements: 3 })
    const [base, adapted] = reading.lanes
    expect([0, 1].map((place) => disagrees(base, adapted, place))).toEqual([false, true])
    expect(candidatesAt(reading, adapted!, 1, 5)).toEqual([
      { id: 9, text: ' t9', probability: 0.6, change: null },
      { id: 7, text: ' t7', probability: 0.3, change: 0.3 - 0.1 },
    ])
    const [head, first, second] = lensCsv(reading).split('\n')
    expect(head).toBe(
      'token,id,text,parts here,p base,likeliest base,p adapted,likeliest adapted,KL adapted from base',
    )
    expect(first).toBe(`1,1, t1,,${Math.exp(-3)}, t1,${Math.exp(-0.5)}, t1,0`)
    expect(second?.startsWith('2,9, t9,yes,')).toBe(true)
    expect(JSON.parse(lensJson(reading))).toMatchObject({
      partsAt: 1,
      tokens: [{}, { id: 9, lanes: [{ name: 'base' }, { name: 'adapted', divergence: 1 }] }, {}, {}],
    })
  })
})
