import { describe, expect, it } from 'vitest'
import type { FewShotGeneration } from '../adapt/few-shot/few-shot.ts'
import { AppError, cancelled } from '../core/errors.ts'
import type { CallKind, ModelClient } from '../worker/protocol.ts'
import { createFewShotStore, foundMix } from './few-shot-store.ts'
import { createMixStore, mixOf } from './mix-store.ts'

const generation = (index: number, math: number): FewShotGeneration => ({
  ...{ index, generations: 3, candidates: [], mean: { math }, deviation: { math: 0.1 } },
  ...{ best: { mix: { mode: 'blend', alpha: { math } }, score: 1 }, evaluations: 8, answers: 80, ms: 100 },
})

interface Asked {
  readonly kind: CallKind
  readonly request: unknown
  emit(event: unknown): void
  end(result: unknown): void
  fail(error: AppError): void
}

/** A client whose calls the test answers by hand; cancelling rejects at once, as the real one does. */
function handClient(): { client: ModelClient; asked: Asked[] } {
  const asked: Asked[] = []
  const client = {
    call: (
      kind: CallKind,
      request: unknown,
      options: { signal?: AbortSignal; onEvent?: (e: unknown) => void },
    ) =>
      new Promise((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(cancelled()))
        asked.push({ kind, request, emit: (e) => options.onEvent?.(e), end: resolve, fail: reject })
      }),
    dispose: () => undefined,
  } as ModelClient
  return { client, asked }
}

const started = () => {
  const { client, asked } = handClient()
  const store = createFewShotStore(client)
  const done = store.run(7, 'blend')
  const call = asked[0]
  if (!call) throw new Error('nothing was asked')
  return { store, asked, call, done }
}

describe('few-shot store', () => {
  it('asks for the chosen shots and settings, and keeps every generation', async () => {
    const { store, call, done } = started()
    expect(call.request).toMatchObject({
      shots: { kind: 'family', family: 'math-hard', count: 10 },
      options: { seed: 7, mode: 'blend', population: 32, elites: 6 },
    })
    call.emit({ answered: 64, wanted: 320 })
    expect(store.getState()).toMatchObject({ history: [], judging: { answered: 64, wanted: 320 } })
    call.emit(generation(0, 0.5))
    expect(store.getState().judging).toBeNull()
    call.emit(generation(1, 0.9))
    expect(foundMix(store.getState())?.alpha).toEqual({ math: 0.9 })
    call.end({ history: [generation(0, 0.5), generation(1, 0.9), generation(2, 1)] })
    await done
    expect(store.getState().status).toBe('done')
    expect(foundMix(store.getState())?.alpha).toEqual({ math: 1 })
  })

  it('keeps the best when it is stopped, and what came before when it fails', async () => {
    const stopped = started()
    stopped.call.emit(generation(0, 0.4))
    stopped.store.stop()
    await stopped.done
    expect(stopped.store.getState().status).toBe('stopped')
    expect(foundMix(stopped.store.getState())?.alpha).toEqual({ math: 0.4 })

    const failed = started()
    failed.call.emit(generation(0, 0.4))
    failed.call.fail(new AppError('device-lost', 'The GPU is gone.'))
    await failed.done
    expect(failed.store.getState()).toMatchObject({
      status: 'failed',
      problem: { message: 'The GPU is gone.' },
    })
    expect(foundMix(failed.store.getState())?.alpha).toEqual({ math: 0.4 })
  })

  it('does not search examples that cannot be read, and never loses what was typed', async () => {
    const { client, asked } = handClient()
    const store = createFewShotStore(client)
    store.change({ source: 'written', text: 'no arrow here' })
    await store.run(1, 'blend')
    expect(asked).toEqual([])
    expect(store.getState().text).toBe('no arrow here')
    store.change({ text: 'a ? => b | c' })
    void store.run(1, 'blend')
    expect(asked[0]?.request).toMatchObject({
      shots: { kind: 'written', exercises: [{ prompt: 'a ?', answers: ['b', 'c'] }] },
    })
  })

  it('compares base and found mix on fresh items, part by part', async () => {
    const { store, asked, call, done } = started()
    call.end({ history: [generation(0, 0.8)] })
    await done
    const trial = store.tryOut(200, 5)
    expect(asked[1]?.request).toMatchObject({
      ...{ family: 'math-hard', items: 200, seed: 5 },
      mixes: [{ alpha: {} }, { alpha: { math: 0.8 } }],
    })
    asked[1]?.emit({ items: 16, correct: [1, 15] })
    expect(store.getState().trial).toMatchObject({ items: 16, base: 1, found: 15 })
    asked[1]?.end({ items: 200, correct: [10, 190] })
    await trial
    expect(store.getState()).toMatchObject({
      trialStatus: 'done',
      trial: { items: 200, base: 10, found: 190 },
    })
  })
})

describe('a mix with one α a matrix on the sliders', () => {
  const found = {
    mode: 'blend',
    alpha: { math: 0.5, code: 0 },
    byModule: { math: [0, 1], code: [0, 0] },
  } as const

  it('is applied as it was found until anything is moved', () => {
    for (const move of [
      (mix: ReturnType<typeof createMixStore>) => mix.setAlpha('math', 0.4),
      (mix: ReturnType<typeof createMixStore>) => mix.toggleMute('code'),
      (mix: ReturnType<typeof createMixStore>) => mix.toggleSolo('math'),
      (mix: ReturnType<typeof createMixStore>) => mix.setMode('paper'),
      (mix: ReturnType<typeof createMixStore>) => mix.resetAll(),
    ]) {
      const mix = createMixStore({ experts: ['math', 'code'], mode: 'blend', alpha: {} })
      mix.setMix(found, 'few-shot')
      expect(mixOf(mix.getState())).toEqual(found)
      expect(mix.getState().setBy.math).toBe('few-shot')
      move(mix)
      expect(mixOf(mix.getState())).not.toHaveProperty('byModule')
    }
  })

  it('is put there in one step, and outlives a new expert and a new name', () => {
    const mix = createMixStore({ experts: ['math', 'code'], mode: 'paper', alpha: { code: 1 } })
    const seen: unknown[] = []
    mix.subscribe((state) => seen.push(mixOf(state)))
    mix.setMix(found, 'few-shot')
    expect(seen).toEqual([found])
    mix.setExperts(['math', 'code', 'vision'])
    expect(mixOf(mix.getState()).byModule).toEqual(found.byModule)
    mix.rename('math', 'sums')
    expect(mixOf(mix.getState()).byModule).toEqual({ sums: [0, 1], code: [0, 0] })
    mix.setExperts(['code'])
    expect(mixOf(mix.getState())).not.toHaveProperty('byModule')
  })
})
