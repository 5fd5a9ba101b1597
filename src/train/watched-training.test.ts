import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import type { Expert } from '../model/expert-file.ts'
import { LENIENT_EXERCISES, SMALL_TOKENIZER, smallModel } from './small-world.fixture.ts'
import { SVF_DEFAULTS } from './svf.ts'
import type { TaskSpec } from './task-spec.ts'
import { WATCHED_DEFAULTS, type WatchedOptions } from './watched-options.ts'
import { type TrainingEvent, trainWatched, type WatchedHooks } from './watched-training.ts'

const mine: TaskSpec = { kind: 'written', name: 'mine', exercises: LENIENT_EXERCISES, match: 'ending' }
const impossible: TaskSpec = {
  ...mine,
  exercises: LENIENT_EXERCISES.map(({ prompt }) => ({ prompt, answers: ['never said'] })),
}
const options: WatchedOptions = { ...WATCHED_DEFAULTS, steps: 6 }

describe('trainWatched', () => {
  let engine: Engine
  let whole: Expert | null
  const events: TrainingEvent[] = []
  beforeAll(async () => {
    engine = await createNodeEngine(smallModel(4), { threads: 1 })
    whole = await run({ onEvent: (event) => events.push(event) })
  })
  const run = (hooks: Partial<WatchedHooks> = {}, spec = mine, changed: Partial<WatchedOptions> = {}) =>
    trainWatched(
      nodeRuntime,
      engine,
      SMALL_TOKENIZER,
      spec,
      { ...options, ...changed },
      {
        onEvent: () => {},
        ...hooks,
      },
    )

  it('trains with the numbers of t2 train svf', () => {
    expect(SVF_DEFAULTS).toMatchObject({ ...WATCHED_DEFAULTS, steps: SVF_DEFAULTS.steps })
  })

  it('tells the base first, then every step with what is needed to go on from it', async () => {
    const [start, ...steps] = events
    expect(start).toEqual({ kind: 'start', heldOut: { right: expect.any(Number), items: 3 } })
    const shown = steps.map((event) => (event.kind === 'step' ? event : null)!)
    expect(shown.map(({ step }) => step.step)).toEqual([1, 2, 3, 4, 5, 6])
    expect(shown.map(({ snapshot }) => snapshot.step)).toEqual([1, 2, 3, 4, 5, 6])
    expect(shown.map(({ heldOut }) => heldOut !== null)).toEqual([false, false, false, false, true, true])
    expect(whole).toMatchObject({ name: 'mine', provenance: { task: 'mine', steps: '6', prompts: '16' } })
  })

  it('stops in a step, and goes on from the last snapshot to the same expert', async () => {
    const stop = new AbortController()
    let last: TrainingEvent | undefined
    const stopped = run({
      signal: stop.signal,
      onEvent: (event) => {
        last = event
        if (event.kind === 'step' && event.step.step === 4) setTimeout(() => stop.abort(), 5)
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    const kept = last as Extract<TrainingEvent, { kind: 'step' }>
    const seen: TrainingEvent[] = []
    const resumed = await run({ resume: kept.snapshot, onEvent: (event) => seen.push(event) })
    expect(seen.map(({ kind }) => kind)).not.toContain('start')
    expect(resumed).toEqual(whole)
  })

  it('makes the expert of a snapshot when no step is left', async () => {
    const second = events.find((event) => event.kind === 'step' && event.step.step === 2)
    if (second?.kind !== 'step') throw new Error('There was no second step.')
    const seen: TrainingEvent[] = []
    const onEvent = (event: TrainingEvent) => void seen.push(event)
    const expert = await run({ resume: second.snapshot, onEvent }, mine, { steps: 2 })
    expect(seen).toEqual([])
    expect(expert?.provenance.steps).toBe('2')
    expect([...(expert?.z.values() ?? [])].some((z) => z.some((value) => value !== 1))).toBe(true)
  })

  it('makes no expert of a task on which no answer was ever right, and shows why', async () => {
    const rewards: (number | undefined)[] = []
    const onEvent = (event: TrainingEvent) => {
      if (event.kind === 'step') rewards.push(event.step.reward)
      else expect(event.heldOut).toEqual({ right: 0, items: 3 })
    }
    expect(await run({ onEvent }, impossible, { steps: 3 })).toBeNull()
    expect(rewards).toEqual([0, 0, 0])
  })

  it('says in words that a training diverged, and what to do', async () => {
    await expect(run({}, mine, { steps: 2, learningRate: 1e39 })).rejects.toMatchObject({
      code: 'numeric',
      message: expect.stringContaining('diverged after step'),
      advice: expect.stringContaining('lower learning rate'),
    })
  })
})
