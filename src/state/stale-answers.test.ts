import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { createChoicesStore } from './choices-store.ts'
import { createConfusionStore } from './confusion-store.ts'
import { createFewShotStore } from './few-shot-store.ts'
import { createModelsStore } from './models-store.ts'
import { createPromptTextStore } from './prompt-text-store.ts'
import { createSessionStore } from './session-store.ts'
import { createSweepStore } from './sweep-store.ts'
import { createHeldClient, turn } from './testing/held-client.ts'
import { createTwoPassStore } from './two-pass-store.ts'

const URL = 'http://localhost/models/tiny/'
const MIX = { mode: 'blend', alpha: { math: 1 } } as const
const FAILURE = new AppError('network', 'An old answer failed.')
const refuse = () => Promise.reject(new AppError('io', 'not asked for'))

interface Asking {
  /** The older question (0) and the newer one (1). */
  ask(which: number): unknown
  seen(): unknown
}

interface Case {
  readonly name: string
  readonly begin: (client: ModelClient) => Asking
  /** What the worker says to the older question, and to the newer one. */
  readonly old: unknown
  readonly now: unknown
  /** What the store then holds. */
  readonly shown: object
  /** What the worker tells on the way. */
  readonly event?: object
}

const question = (which: number) => ({ prompt: `question ${which}`, system: '' })
const generation = (score: number) => ({ best: { mix: MIX, score } })

function opened(name: string) {
  return { name, hash: name, source: { kind: 'bundle', url: URL }, form: 'factored', selfTest: null }
}

/** Stores that ask anew at once; the newer question takes the older one's place. */
const CASES: readonly Case[] = [
  {
    name: 'choices',
    begin(client) {
      const store = createChoicesStore(client)
      const more = { choices: ['a', 'b'], mix: MIX, adapts: true, revision: 0 }
      return { ask: (which) => store.weigh({ ...question(which), ...more }), seen: store.getState }
    },
    old: { shares: [[0.1, 0.9]] },
    now: { shares: [[0.8, 0.2]] },
    shown: { status: 'done', base: [0.8, 0.2] },
  },
  {
    name: 'two passes',
    begin(client) {
      const store = createTwoPassStore(client)
      return { ask: (which) => store.run(`question ${which}`, 8), seen: store.getState }
    },
    old: { category: 'math' },
    now: { category: 'code' },
    shown: { status: 'done', prompt: 'question 1', result: { category: 'code' } },
    event: { pass: 2 },
  },
  {
    name: 'a confusion matrix',
    begin(client) {
      const store = createConfusionStore(client)
      const ask = (seed: number) => store.run({ strategy: 'prompt', items: 50, seed })
      return { ask, seen: store.getState }
    },
    old: { items: 50, seed: 0 },
    now: { items: 50, seed: 1 },
    shown: { status: 'done', report: { seed: 1 } },
    event: { items: 20, seed: 0 },
  },
  {
    name: 'a few-shot search',
    begin(client) {
      const store = createFewShotStore(client)
      return { ask: (seed) => store.run(seed, 'blend'), seen: store.getState }
    },
    old: { history: [generation(0)] },
    now: { history: [generation(1), generation(2)] },
    shown: { status: 'done', history: [generation(1), generation(2)] },
    event: generation(0),
  },
  {
    name: 'a trial of what was found',
    begin(client) {
      const store = createFewShotStore(client)
      store.setState({ history: [generation(1) as never] })
      return { ask: (seed) => store.tryOut(20, seed), seen: store.getState }
    },
    old: { items: 20, correct: [1, 2] },
    now: { items: 20, correct: [3, 4] },
    shown: { trialStatus: 'done', trial: { base: 3, found: 4 } },
    event: { items: 5, correct: [1, 1] },
  },
  {
    name: 'a sweep',
    begin(client) {
      const store = createSweepStore(client)
      store.experts(['math'])
      const ask = (seed: number) => store.run({ ...question(seed), maxTokens: 8, seed }, MIX)
      return { ask, seen: store.getState }
    },
    old: { done: 1 },
    now: { done: 2 },
    shown: { status: 'done', run: { prompt: 'question 1', count: { done: 2 } } },
    event: { done: 0 },
  },
  {
    name: 'a look at a source',
    begin(client) {
      const store = createModelsStore(client, { change: refuse }, refuse)
      const ask = (which: number) => store.inspect({ kind: 'bundle', url: `${URL}${which}/` })
      return { ask, seen: store.getState }
    },
    old: { name: 'old' },
    now: { name: 'new' },
    shown: { look: { source: { url: `${URL}1/` }, found: { status: 'ready', value: { name: 'new' } } } },
  },
  {
    name: 'the list of what is stored',
    begin(client) {
      const store = createModelsStore(client, { change: refuse }, refuse)
      return { ask: store.loadStored, seen: store.getState }
    },
    old: [{ id: 'downloads/removed' }],
    now: [{ id: 'downloads/kept' }],
    shown: { stored: { status: 'ready', value: [{ id: 'downloads/kept' }] } },
  },
  {
    name: 'what is read of a prompt',
    begin(client) {
      const store = createPromptTextStore(client)
      return { ask: (which) => store.load(`question ${which}`, ''), seen: store.getState }
    },
    old: { text: 'old' },
    now: { text: 'new' },
    shown: { read: { status: 'ready', value: { text: 'new' } } },
  },
  {
    name: 'an opening',
    begin(client) {
      const store = createSessionStore(client, URL)
      return { ask: () => store.open(), seen: store.getState }
    },
    old: opened('old'),
    now: opened('new'),
    shown: { phase: 'ready', model: { name: 'new' } },
    event: { phase: 'downloading', loadedBytes: 1, totalBytes: 2 },
  },
]

describe.each(CASES)('of $name, the older is dropped', ({ begin, old, now, shown, event }) => {
  it.each(['an answer', 'a failure', ...(event ? ['news'] : [])])('%s', async (late) => {
    const { client, held } = createHeldClient()
    const { ask, seen } = begin(client)
    ask(0)
    ask(1)
    await turn()
    held[1]?.answer(now)
    await turn()
    const right = seen()
    expect(right).toMatchObject(shown)
    if (late === 'an answer') held[0]?.answer(old)
    else if (late === 'news') held[0]?.event(event ?? {})
    else held[0]?.fail(FAILURE)
    await turn()
    expect(seen()).toEqual(right)
  })
})
