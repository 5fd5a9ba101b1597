import { describe, expect, it } from 'vitest'
import type { Runtime } from '../runtime.ts'
import { scalesForMix } from '../runtime.ts'
import { scriptedRuntime } from '../scripted-runtime.fixture.ts'
import { fewShot } from './few-shot.ts'
import { FEW_SHOT_DEFAULTS } from './options.ts'
import { writtenShot } from './shots.ts'

const NAMES = ['math', 'code', 'classifier']

/** Answers right wherever the scales lean more towards the expert `math` than half of its own lean. */
function leaningRuntime(): { runtime: Runtime; lean: (scales: Float32Array) => number } {
  const scripted = scriptedRuntime({ label: () => 'other', answer: () => 'no' }, NAMES)
  const base = scalesForMix(scripted, { mode: 'blend', alpha: {} })
  const own = scalesForMix(scripted, { mode: 'blend', alpha: { math: 1 } })
  const towards = own.map((value, i) => value - (base[i] ?? 0))
  const length = towards.reduce((sum, value) => sum + value * value, 0)
  const lean = (scales: Float32Array) =>
    scales.reduce((sum, value, i) => sum + (value - (base[i] ?? 0)) * (towards[i] ?? 0), 0) / length
  const runtime: Runtime = {
    ...scripted,
    engine: {
      ...scripted.engine,
      generate: async (lanes, options) => {
        const generated = lanes.map(({ scales }) => {
          const word = lean(scales) > 0.5 ? 'yes' : 'no'
          const ids = [...scripted.tokenizer.encode(word), ...scripted.tokenizer.stopIds]
          const probability = Math.min(1, Math.max(0.01, lean(scales) / 3))
          return { ids, finished: true, logProb: options.logProbs ? ids.length * Math.log(probability) : 0 }
        })
        scripted.engine.seen.push({ call: 'generate', lanes })
        return { lanes: generated, ms: { prefill: 1, decode: 1 } }
      },
    },
  }
  return { runtime, lean }
}

const seenBy = (runtime: Runtime) => (runtime.engine as ReturnType<typeof scriptedRuntime>['engine']).seen
const SHOTS = ['a b', 'c', 'd e f'].map((prompt) => writtenShot({ prompt, answers: ['yes'] }))

describe('fewShot', () => {
  it('finds a mix that answers every shot right', async () => {
    const { runtime, lean } = leaningRuntime()
    const found = await fewShot(runtime, SHOTS, FEW_SHOT_DEFAULTS)
    expect(found.score).toBe(1)
    expect(lean(scalesForMix(runtime, found.mix))).toBeGreaterThan(0.5)
    expect(found.history.at(-1)?.best.score).toBe(1)
  })

  it('judges a whole population as one batch of lanes', async () => {
    const { runtime } = leaningRuntime()
    const { history } = await fewShot(runtime, SHOTS, { ...FEW_SHOT_DEFAULTS, generations: 1 })
    const different = new Set(history[0]?.candidates.map(({ alpha }) => JSON.stringify(alpha)))
    expect(different.size).toBeGreaterThan(20)
    expect(seenBy(runtime).map(({ lanes }) => lanes.length)).toEqual([different.size * 3])
  })

  it('drafts each lane with what an earlier candidate answered to the same shot', async () => {
    const { runtime } = leaningRuntime()
    await fewShot(runtime, SHOTS, { ...FEW_SHOT_DEFAULTS, generations: 2 })
    const [first, second] = seenBy(runtime).map(({ lanes }) => lanes)
    expect(first?.some(({ draft }) => draft)).toBe(false)
    for (const { ids, draft } of second ?? []) {
      const earlier = first?.filter((lane) => lane.ids === ids) ?? []
      expect(earlier.length).toBeGreaterThan(0)
      expect(['yes', 'no']).toContain(runtime.tokenizer.decode(draft ?? [], { skipSpecial: true }))
    }
  })

  it('splits the batch without changing the result', async () => {
    const whole = leaningRuntime().runtime
    const split = leaningRuntime().runtime
    const options = { ...FEW_SHOT_DEFAULTS, generations: 3 }
    const [a, b] = [await fewShot(whole, SHOTS, options), await fewShot(split, SHOTS, options, { batch: 7 })]
    expect(b.mix).toEqual(a.mix)
    expect(Math.max(...seenBy(split).map(({ lanes }) => lanes.length))).toBe(7)
  })

  it.each(['exact', 'likelihood'] as const)(
    'tells after each batch how much of a generation is judged: %s',
    async (scoring) => {
      const { runtime } = leaningRuntime()
      const told: string[] = []
      await fewShot(
        runtime,
        SHOTS,
        { ...FEW_SHOT_DEFAULTS, population: 4, elites: 2, generations: 2, scoring },
        {
          batch: 5,
          onAnswers: ({ answered, wanted }) => told.push(`${answered}/${wanted}`),
          onGeneration: ({ index }) => told.push(`generation ${index}`),
        },
      )
      expect(told.slice(0, 4)).toEqual(['5/12', '10/12', '12/12', 'generation 0'])
      // The next one may draw a candidate twice, which is judged once.
      expect(told.at(-2)).toMatch(/^(\d+)\/\1$/)
      expect(told.at(-1)).toBe('generation 1')
    },
  )

  it('mixes only experts of the task, never the one that dispatches', async () => {
    const { runtime } = leaningRuntime()
    const { mix } = await fewShot(runtime, SHOTS, { ...FEW_SHOT_DEFAULTS, generations: 1 })
    expect(Object.keys(mix.alpha)).toEqual(['math', 'code'])
  })

  it('prefers the more likely of equally right candidates', async () => {
    const { runtime, lean } = leaningRuntime()
    const { mix, history } = await fewShot(runtime, SHOTS, {
      ...FEW_SHOT_DEFAULTS,
      generations: 1,
    })
    const leans = history[0]?.candidates.map(({ alpha }) =>
      lean(scalesForMix(runtime, { mode: 'blend', alpha })),
    )
    expect(lean(scalesForMix(runtime, mix))).toBeCloseTo(Math.max(...(leans ?? [])), 5)
  })

  it('goes on where a mode cannot express a candidate, and says so when it can express none', async () => {
    const { runtime } = leaningRuntime()
    const options = { ...FEW_SHOT_DEFAULTS, generations: 2, normalise: true, range: [-1, 1] as const }
    expect((await fewShot(runtime, SHOTS, options)).score).toBeGreaterThan(0)
    const never = { ...options, range: [0, 1e-9] as const }
    await expect(fewShot(runtime, SHOTS, never)).rejects.toMatchObject({
      code: 'bad-mix',
      message: 'No candidate was a mix that this mode can express.',
    })
  })

  it('keeps the best when stopped in the middle of a generation, and gives up when cancelled', async () => {
    const { runtime } = leaningRuntime()
    const stop = new AbortController()
    const kept = await fewShot(runtime, SHOTS, FEW_SHOT_DEFAULTS, {
      stop: stop.signal,
      onGeneration: () => stop.abort(),
    })
    expect(kept.stopped).toBe(true)
    expect(kept.history).toHaveLength(1)
    const cancel = new AbortController()
    cancel.abort()
    const early = fewShot(runtime, SHOTS, FEW_SHOT_DEFAULTS, { stop: cancel.signal })
    await expect(early).rejects.toMatchObject({ code: 'cancelled' })
    await expect(fewShot(runtime, SHOTS, FEW_SHOT_DEFAULTS, { signal: cancel.signal })).rejects.toMatchObject(
      { code: 'cancelled' },
    )
  })

  it('asks nothing more of the engine once it is stopped between two batches', async () => {
    const { runtime } = leaningRuntime()
    const stop = new AbortController()
    let batches = 0
    const { history, stopped } = await fewShot(runtime, SHOTS, FEW_SHOT_DEFAULTS, {
      batch: 6,
      stop: stop.signal,
      onGeneration: () => {
        batches = seenBy(runtime).length
      },
      onAnswers: ({ answered }) => {
        if (batches > 0 && answered === 12) stop.abort()
      },
    })
    expect({ stopped, generations: history.length }).toEqual({ stopped: true, generations: 1 })
    expect(seenBy(runtime).length).toBe(batches + 2)
  })

  it('tells what a generation cost and where its elites lie, an expert at a time', async () => {
    const { runtime } = leaningRuntime()
    let time = 1000
    const options = { ...FEW_SHOT_DEFAULTS, generations: 2, granularity: 'matrix' } as const
    const { history, answers, ms } = await fewShot(runtime, SHOTS, options, { now: () => (time += 5) })
    expect(history.map((generation) => generation.ms)).toEqual([5, 10])
    expect(ms).toBe(15)
    const lanes = seenBy(runtime).map((call) => call.lanes.length)
    expect(history.map((generation) => generation.answers)).toEqual([lanes[0], answers])
    expect(answers).toBe(lanes.reduce((sum, count) => sum + count, 0))
    for (const { candidates, mean, deviation, best } of history) {
      expect(best.mix.byModule?.math).toHaveLength(runtime.model.adapted.length)
      for (const name of ['math', 'code']) {
        const alphas = candidates.map(({ alpha }) => alpha[name] ?? Number.NaN)
        expect(mean[name]).toBeGreaterThan(Math.min(...alphas))
        expect(mean[name]).toBeLessThan(Math.max(...alphas))
        expect(deviation[name]).toBeGreaterThan(0)
        expect(deviation[name]).toBeLessThan(0.6)
      }
    }
  })

  it('shows candidates that the mode cannot express where they were drawn, and without a score', async () => {
    const { runtime } = leaningRuntime()
    const normalised = { ...FEW_SHOT_DEFAULTS, generations: 1, normalise: true, range: [-1, 0] as const }
    const { history } = await fewShot(runtime, SHOTS, normalised)
    const impossible = history.flatMap(({ candidates }) => candidates.filter(({ possible }) => !possible))
    expect(impossible.length).toBeGreaterThan(0)
    for (const { alpha, score } of impossible)
      expect({ alpha, score }).toEqual({ alpha: { math: 0, code: 0 }, score: 0 })
  })

  it('needs shots and experts', async () => {
    const { runtime } = leaningRuntime()
    await expect(fewShot(runtime, [], FEW_SHOT_DEFAULTS)).rejects.toMatchObject({ code: 'bad-input' })
    const bare = { ...runtime, experts: new Map() }
    await expect(fewShot(bare, SHOTS, FEW_SHOT_DEFAULTS)).rejects.toMatchObject({
      code: 'bad-expert',
      message: 'There is no expert to mix.',
    })
    const empty = [writtenShot({ prompt: 'a b', answers: [' '] })]
    const likely = { ...FEW_SHOT_DEFAULTS, scoring: 'likelihood' } as const
    await expect(fewShot(runtime, empty, likely)).rejects.toThrow('The answer to “a b” is empty.')
  })
})
