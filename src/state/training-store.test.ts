import { describe, expect, it } from 'vitest'
import { AppError, throwIfAborted } from '../core/errors.ts'
import { createPrng } from '../core/prng.ts'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import type { TrainingSnapshot } from '../train/snapshot.ts'
import type { TaskSpec } from '../train/task-spec.ts'
import { WATCHED_DEFAULTS } from '../train/watched-options.ts'
import type { CallOptions, OpenedModel, WorkerCalls } from '../worker/protocol.ts'
import { createOwnExpertsStore } from './own-experts-store.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { timeLeft } from './training-record.ts'
import { createTrainingStore } from './training-store.ts'

const MODEL = { hash: 'f'.repeat(64), experts: [] } as unknown as OpenedModel
const TASK: TaskSpec = { kind: 'family', family: 'math-hard' }
const OPTIONS = { ...WATCHED_DEFAULTS, steps: 5 }

const snapshotAt = (step: number): TrainingSnapshot => ({
  step,
  parameters: [Float32Array.of(step)],
  adam: { steps: step, first: [Float32Array.of(0)], second: [Float32Array.of(0)] },
  prng: createPrng(step).place(),
})

type Train = WorkerCalls['train']

/** A trainer that takes a turn of the event loop a step, and whose expert is the list of the steps it made. */
async function scriptedTraining(
  { options, resume }: Train['request'],
  { signal, onEvent }: Required<CallOptions<'train'>>,
  nothing: boolean,
): Promise<Train['result']> {
  if (!resume) onEvent({ kind: 'start', heldOut: { right: 3, items: 10 } })
  for (let step = (resume?.step ?? 0) + 1; step <= options.steps; step++) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    throwIfAborted(signal)
    onEvent({
      kind: 'step',
      step: { step, steps: options.steps, reward: 0.5, kl: 0.01, anchorKl: 0, informative: 8 },
      heldOut: step === options.steps ? { right: 9, items: 10 } : null,
      snapshot: snapshotAt(step),
      ms: 100,
    })
  }
  return { bytes: nothing ? null : Uint8Array.of(options.steps, resume?.step ?? 0) }
}

function setUp({
  shelf = createMemoryShelf(),
  nothing = false,
  failure = null as AppError | null,
  alone = async (work: () => Promise<void>) => work().then(() => true),
} = {}) {
  const trainers: ReturnType<typeof createFakeClient>[] = []
  let disposed = 0
  const openTrainer = () => {
    const client = createFakeClient({
      handlers: { train: (request, live) => scriptedTraining(request, live, nothing) },
    })
    if (failure) client.failNext('train', failure)
    trainers.push(client)
    return { ...client, dispose: () => void disposed++ }
  }
  const ownExperts = createOwnExpertsStore(createFakeClient(), shelf)
  const training = createTrainingStore({ openTrainer, threads: 1, shelf, alone, ownExperts })
  const at = (step: number) =>
    new Promise<void>((resolve) => {
      const stop = training.subscribe(({ record }) => {
        if (record?.curve.length !== step) return
        stop()
        resolve()
      })
    })
  const ready = async () => {
    await ownExperts.restore(MODEL)
    await training.restore(MODEL)
  }
  return { training, ownExperts, trainers, at, ready, disposed: () => disposed }
}

describe('training store', () => {
  it('trains in a worker of its own, shows every step, and hands the expert over', async () => {
    const { training, ownExperts, trainers, ready, disposed } = setUp()
    await ready()
    const seen: number[] = []
    training.subscribe(({ record }) => void seen.push(record?.curve.length ?? 0))
    await training.begin('sums', TASK, OPTIONS)
    const { status, record, made } = training.getState()
    expect({ status, made }).toEqual({ status: 'done', made: 'sums' })
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3, 4, 5])
    expect(record?.heldOut).toEqual([
      { step: 0, right: 3, items: 10 },
      { step: 5, right: 9, items: 10 },
    ])
    expect(ownExperts.getState().experts).toMatchObject([{ name: 'sums', origin: 'trained' }])
    expect(trainers[0]?.calls.map(({ kind }) => kind)).toEqual(['open', 'train'])
    expect(disposed()).toBe(1)
  })

  it('says that it has no model yet, that its worker found another one, and that nobody took the expert', async () => {
    const early = setUp()
    await early.training.begin('sums', TASK, OPTIONS)
    expect(early.training.getState().problem?.message).toMatch(/The model is not running/)
    const other = setUp()
    await other.ownExperts.restore(MODEL)
    await other.training.restore({ ...MODEL, hash: 'e'.repeat(64) })
    await other.training.begin('sums', TASK, OPTIONS)
    expect(other.training.getState().problem?.message).toMatch(/another model than the page/)
    const closed = setUp()
    await closed.training.restore(MODEL)
    await closed.training.begin('sums', TASK, OPTIONS)
    expect(closed.training.getState().problem?.message).toMatch(/trained, but the page could not take it/)
    expect(closed.training.getState().record?.snapshot?.step).toBe(5)
  })

  it('pauses, and goes on from the last step that was seen', async () => {
    const { training, trainers, at, ready } = setUp()
    await ready()
    const run = training.begin('sums', TASK, OPTIONS)
    await at(2)
    training.pause()
    await run
    expect(training.getState()).toMatchObject({ status: 'paused', record: { snapshot: { step: 2 } } })
    await training.resume()
    expect(training.getState()).toMatchObject({ status: 'done' })
    expect(training.getState().record?.curve.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5])
    const resumed = trainers[1]?.calls.find(({ kind }) => kind === 'train')?.request as Train['request']
    expect(resumed.resume).toEqual(snapshotAt(2))
  })

  it('is there again after a reload, in the midst of its steps, and goes on', async () => {
    const shelf = createMemoryShelf()
    const first = setUp({ shelf })
    await first.ready()
    void first.training.begin('sums', TASK, OPTIONS)
    await first.at(3)
    await new Promise((resolve) => setTimeout(resolve, 0))

    const second = setUp({ shelf })
    await second.ready()
    const { status, record } = second.training.getState()
    expect(status).toBe('paused')
    expect(record?.snapshot?.step).toBeGreaterThanOrEqual(2)
    expect(record?.curve).toHaveLength(record!.snapshot!.step)
    await second.training.resume()
    expect(second.training.getState()).toMatchObject({ status: 'done', made: 'sums' })
    const third = setUp({ shelf })
    await third.ready()
    expect(third.training.getState().status).toBe('idle')
  })

  it('ends a paused training with the expert as it is', async () => {
    const { training, ownExperts, at, ready } = setUp()
    await ready()
    const run = training.begin('sums', TASK, OPTIONS)
    await at(2)
    training.pause()
    await run
    await training.finish()
    expect(training.getState()).toMatchObject({ status: 'done', record: { options: { steps: 2 } } })
    expect(ownExperts.getState().experts[0]?.bytes).toEqual(Uint8Array.of(2, 2))
  })

  it('throws a training away and brings it back', async () => {
    const shelf = createMemoryShelf()
    const { training, at, ready } = setUp({ shelf })
    await ready()
    const run = training.begin('sums', TASK, OPTIONS)
    await at(1)
    training.pause()
    await run
    await training.discard()
    expect(training.getState()).toMatchObject({ status: 'idle', record: null })
    const after = setUp({ shelf })
    await after.ready()
    expect(after.training.getState().status).toBe('idle')
    await training.undoDiscard()
    expect(training.getState()).toMatchObject({ status: 'paused', record: { snapshot: { step: 1 } } })
  })

  it('is cancelled in the midst of a step, and even that can be undone', async () => {
    const { training, ownExperts, at, ready } = setUp()
    await ready()
    const run = training.begin('sums', TASK, OPTIONS)
    await at(2)
    await training.discard()
    await run
    expect(training.getState()).toMatchObject({ status: 'idle', record: null })
    await training.undoDiscard()
    await training.resume()
    expect(training.getState()).toMatchObject({ status: 'done', made: 'sums' })
    expect(ownExperts.getState().experts).toHaveLength(1)
  })

  it('keeps what there is when the training fails, says why, and can be resumed', async () => {
    const failure = new AppError('numeric', 'The training diverged.', { advice: 'Lower the rate.' })
    const { training, ready, disposed } = setUp({ failure })
    await ready()
    await training.begin('sums', TASK, OPTIONS)
    expect(training.getState()).toMatchObject({
      status: 'failed',
      problem: { code: 'numeric', advice: 'Lower the rate.' },
      record: { name: 'sums', task: TASK },
    })
    expect(disposed()).toBe(1)
  })

  it('makes no expert where nothing was learned', async () => {
    const { training, ownExperts, ready } = setUp({ nothing: true })
    await ready()
    await training.begin('sums', TASK, OPTIONS)
    expect(training.getState()).toMatchObject({ status: 'done', made: null })
    expect(ownExperts.getState().experts).toEqual([])
  })

  it('leaves a training alone that runs in another tab', async () => {
    const { training, trainers, ready } = setUp({ alone: async () => false })
    await ready()
    await training.begin('sums', TASK, OPTIONS)
    expect(training.getState()).toMatchObject({ status: 'failed', problem: { code: 'io' } })
    expect(training.getState().problem?.message).toContain('another tab')
    expect(trainers[0]?.calls).toEqual([])
  })

  it('tells when its steps cannot be kept, and trains on', async () => {
    const memory = createMemoryShelf()
    const full = () => Promise.reject(new AppError('quota', 'No more room.'))
    const { training, ready, at } = setUp({ shelf: { ...memory, put: full } })
    await ready()
    const run = training.begin('sums', TASK, OPTIONS)
    await at(3)
    expect(training.getState().notKept).toMatchObject({ code: 'quota' })
    await run
    expect(training.getState().status).toBe('done')
  })
})

it('timeLeft goes by the pace of the latest steps', () => {
  const step = (ms: number) => ({ step: 1, steps: 20, kl: 0, anchorKl: 0, informative: 0, ms })
  const record = { name: 'x', task: TASK, options: { ...OPTIONS, steps: 20 }, heldOut: [], snapshot: null }
  expect(timeLeft({ ...record, curve: [] })).toBeNull()
  const curve = [9000, 9000, 9000, 9000, ...Array.from({ length: 6 }, () => 1000)].map(step)
  expect(timeLeft({ ...record, curve })).toBe(10_000)
})
