import { expect, it } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { choiceLogProbs } from './choices.ts'
import { dispatchAll } from './confusion.ts'
import type { EvalItem } from './eval-item.ts'
import { judge } from './evaluate.ts'
import { fewShot } from './few-shot/few-shot.ts'
import { FEW_SHOT_DEFAULTS } from './few-shot/options.ts'
import { writtenShot } from './few-shot/shots.ts'
import { promptLaneOf, type Runtime } from './runtime.ts'
import { scriptedRuntime } from './scripted-runtime.fixture.ts'
import { sweepMixes } from './sweep.ts'
import { adaptTwoPass } from './two-pass.ts'

/** A runtime whose engine hears of no signal, and that is cancelled as soon as the engine has answered once. */
function stoppedAfterOneCall() {
  const scripted = scriptedRuntime({ label: () => 'math', answer: () => 'so fourteen' }, ['math', 'code'])
  const abort = new AbortController()
  const heard: (AbortSignal | undefined)[] = []
  async function once<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    heard.push(signal)
    const done = await answer
    abort.abort()
    return done
  }
  const { engine: own } = scripted
  const engine: Engine = {
    ...own,
    logits: (lanes, signal) => once(own.logits(lanes), signal),
    next: (lanes, topK, signal) => once(own.next(lanes, topK), signal),
    score: (lanes, signal) => once(own.score(lanes), signal),
    generate: (lanes, { signal, ...options }) => once(own.generate(lanes, options), signal),
  }
  return { runtime: { ...scripted, engine }, signal: abort.signal, heard }
}

type Job = (runtime: Runtime, signal: AbortSignal) => Promise<unknown>

const ITEMS: readonly EvalItem[] = ['a b', 'c d'].map((prompt) => ({
  kind: 'open',
  prompt,
  verify: () => true,
}))
const MIXES = [0.5, 1].map((math) => ({ mode: 'blend' as const, alpha: { math } }))
const question = 'a b'
const choices =
  (...ids: readonly (readonly number[])[]): Job =>
  (runtime, signal) => {
    const { ids: prompt } = promptLaneOf(runtime, question)
    const lane = { ids: prompt, scales: new Float32Array(runtime.model.totalRank).fill(1) }
    return choiceLogProbs(
      runtime.engine,
      [0, 1].map(() => ({ lane, choices: ids })),
      1,
      signal,
    )
  }

it.each<[string, Job]>([
  ['choices of one token', choices([5], [6])],
  ['choices of several', choices([5, 6], [6, 7])],
  ['dispatch', (runtime, signal) => dispatchAll(runtime, 'prompt', ['a', 'b'], { batch: 1, signal })],
  ['judging', (runtime, signal) => judge(runtime, ITEMS, { mix: MIXES[0]! }, { batch: 1, signal })],
  [
    'a sweep',
    (runtime, signal) => sweepMixes(runtime, MIXES, { question, maxTokens: 4, items: [], batch: 1, signal }),
  ],
  [
    'a few-shot search',
    (runtime, signal) => {
      const shots = ['a b', 'c'].map((prompt) => writtenShot({ prompt, answers: ['yes'] }))
      return fewShot(runtime, shots, FEW_SHOT_DEFAULTS, { batch: 4, signal })
    },
  ],
  [
    'two passes',
    (runtime, signal) => adaptTwoPass(runtime, question, { strategy: 'prompt', maxTokens: 4, signal }),
  ],
])('%s: asks the engine for nothing more once it is cancelled, and tells the engine', async (name, job) => {
  const { runtime, signal, heard } = stoppedAfterOneCall()
  await expect(job(runtime, signal)).rejects.toMatchObject({ code: 'cancelled' })
  // Pass 1 of two asks for the category and for what is said of it.
  expect(heard.length).toBeLessThanOrEqual(name === 'two passes' ? 2 : 1)
  expect(heard.every((own) => own?.aborted)).toBe(true)
})
