import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { Mix } from './adaptation.ts'
import type { OpenItem } from './eval-item.ts'
import { scriptedRuntime } from './scripted-runtime.fixture.ts'
import { type SweepCount, sweepMixes } from './sweep.ts'

const at = (alpha: number, mode: Mix['mode'] = 'blend'): Mix => ({ mode, alpha: { math: alpha } })
const POINTS = [at(0), at(0.5), at(1)]

/** The base answers `one`; math `two`; anything between `both`. */
function setUp() {
  const said: Readonly<Record<string, string>> = { base: 'one', math: 'two', 'some mix': 'both' }
  return scriptedRuntime({ label: () => 'math', answer: (weights) => said[weights] ?? '?' }, ['math', 'code'])
}

const item = (index: number, right: string): OpenItem => ({
  kind: 'open',
  prompt: `exercise number ${index}`,
  verify: (answer) => answer === right,
})
/** Seven items; math has five of them right, the mix between two. */
const ITEMS = ['two', 'two', 'both', 'two', 'two', 'both', 'two'].map((right, index) => item(index, right))
const ASKED = { question: 'what now', maxTokens: 8, items: ITEMS }

describe('a sweep', () => {
  it('answers under every mix, and counts right answers of each on the same items', async () => {
    const count = await sweepMixes(setUp(), POINTS, ASKED)
    expect(count.answers.map((answer) => answer?.text)).toEqual(['one', 'both', 'two'])
    expect(count).toMatchObject({ items: 7, correct: [0, 2, 5], impossible: [false, false, false] })
    // The question and seven items, three times.
    expect(count).toMatchObject({ done: 24, total: 24 })
  })

  it('comes to the same however many lanes are in a batch, and no batch has more', async () => {
    const whole = await sweepMixes(setUp(), POINTS, ASKED)
    const runtime = setUp()
    expect(await sweepMixes(runtime, POINTS, { ...ASKED, batch: 2 })).toEqual(whole)
    expect(Math.max(...runtime.engine.seen.map(({ lanes }) => lanes.length))).toBe(2)
    const together = setUp()
    await sweepMixes(together, POINTS, { ...ASKED, batch: 64 })
    // All points are lanes of one batch: one for the question, two for the seven items.
    expect(together.engine.seen.map(({ lanes }) => lanes.length)).toEqual([3, 15, 6])
  })

  it('tells of answers first, then only counts that compare points on equal items', async () => {
    const counts: SweepCount[] = []
    await sweepMixes(setUp(), POINTS, { ...ASKED, batch: 4, onCount: (count) => counts.push(count) })
    expect(counts.find(({ done }) => done > 0)).toMatchObject({ items: 0, done: 3 })
    expect(counts.every(({ done, answers }) => done === 0 || answers.every(Boolean))).toBe(true)
    const settled = counts.filter(({ items }) => items > 0)
    expect(new Set(settled.map(({ items, correct }) => `${items}: ${correct}`))).toEqual(
      new Set(['5: 0,1,4', '7: 0,2,5']),
    )
    const done = counts.map((count) => count.done)
    expect(counts.every(({ total }) => total === 24)).toBe(true)
    expect(new Set(done)).toEqual(new Set([0, 3, 7, 11, 15, 18, 22, 24]))
    expect(done).toEqual([...done].sort((a, b) => a - b))
  })

  it('says what it is at before each call of the engine, and how far an answer is', async () => {
    const scripted = setUp()
    const { engine } = scripted
    // Six tokens an answer, one after the other.
    const generate: typeof engine.generate = (lanes, options) => {
      for (let index = 0; index < 6; index++)
        options.onTokens?.(lanes.map((_, lane) => ({ lane, index, id: 0, top: [] })))
      return engine.generate(lanes, options)
    }
    const runtime = { ...scripted, engine: { ...engine, generate } }
    const told: (readonly [SweepCount['now'], calls: number])[] = []
    const onCount = ({ now }: SweepCount) => told.push([now, engine.seen.length])
    const last = await sweepMixes(runtime, POINTS, { ...ASKED, onCount })
    expect(last.now).toBeNull()
    const begun = (items: readonly [number, number] | null, lanes: number, calls: number) => [
      { items, lanes, written: 0 },
      calls,
    ]
    expect(told).toContainEqual(begun(null, 3, 0))
    expect(told).toContainEqual(begun([1, 5], 15, 1))
    expect(told).toContainEqual(begun([6, 7], 6, 2))
    expect(new Set(told.map(([now]) => now?.written))).toEqual(new Set([0, 4]))
  })

  it('leaves out a mix that its mode cannot express, and refuses where none is left', async () => {
    const count = await sweepMixes(setUp(), [at(0, 'reference'), at(1, 'reference')], ASKED)
    expect(count).toMatchObject({
      impossible: [true, false],
      answers: [null, { text: 'two' }],
      correct: [0, 5],
    })
    await expect(sweepMixes(setUp(), [at(0, 'reference')], ASKED)).rejects.toMatchObject({ code: 'bad-mix' })
    const unknown: Mix = { mode: 'blend', alpha: { nobody: 1 } }
    await expect(sweepMixes(setUp(), [unknown], ASKED)).rejects.toMatchObject({ code: 'bad-mix' })
    await expect(sweepMixes(setUp(), [], ASKED)).rejects.toThrow('There is no mix to sweep over.')
    const odd = { mode: 'blend', alpha: null } as unknown as Mix
    await expect(sweepMixes(setUp(), [at(1), odd], ASKED)).rejects.toThrow(TypeError)
  })

  it('finds the point whose numbers are not finite and keeps the others', async () => {
    const runtime = setUp()
    const { engine } = runtime
    const broken = {
      ...runtime,
      engine: {
        ...engine,
        generate: ((lanes, options) =>
          lanes.some((lane) => runtime.weightsOf(lane) === 'some mix')
            ? Promise.reject(new AppError('numeric', 'Not finite.'))
            : engine.generate(lanes, options)) as typeof engine.generate,
      },
    }
    const count = await sweepMixes(broken, POINTS, ASKED)
    expect(count).toMatchObject({ impossible: [false, true, false], correct: [0, 0, 5], items: 7 })
  })

  it('ends with an error that no mix is to blame for, after one try', async () => {
    const runtime = setUp()
    let tries = 0
    const generate = async () => {
      tries += 1
      throw new AppError('out-of-memory', 'No room.')
    }
    const full = { ...runtime, engine: { ...runtime.engine, generate } }
    await expect(sweepMixes(full, POINTS, ASKED)).rejects.toThrow('No room.')
    expect(tries).toBe(1)
  })

  it('stops between batches', async () => {
    const abort = new AbortController()
    const run = sweepMixes(setUp(), POINTS, {
      ...ASKED,
      batch: 2,
      signal: abort.signal,
      onCount: () => abort.abort(),
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })
})
