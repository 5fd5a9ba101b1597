import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError, asAppError } from '../core/errors.ts'
import type { Alone } from '../io/alone.ts'
import type { Shelf } from '../io/shelf.ts'
import type { TaskSpec } from '../train/task-spec.ts'
import type { WatchedOptions } from '../train/watched-options.ts'
import type { ModelClient, OpenedModel } from '../worker/protocol.ts'
import type { OwnExpertsStore } from './own-experts-store.ts'
import { type Problem, problemOf } from './problem.ts'
import { beginRecord, readRecord, type TrainingRecord, withEvent } from './training-record.ts'

export interface TrainingState {
  /**
   * `paused` can be resumed, and so can `failed` while `record.snapshot` is there. After `done` the record is only
   * shown: `made` names the expert, or is null where nothing was learned.
   */
  readonly status: 'idle' | 'opening' | 'running' | 'paused' | 'done' | 'failed'
  readonly record: TrainingRecord | null
  readonly made: string | null
  readonly problem: Problem | null
  /** A training that was thrown away and can be brought back. */
  readonly discarded: TrainingRecord | null
  /** Why an interruption would cost the steps so far; null while they are kept. */
  readonly notKept: Problem | null
}

export interface TrainingStore extends StoreApi<TrainingState> {
  /** Shows what an earlier visit left unfinished with this model; never rejects. */
  restore(model: OpenedModel): Promise<void>
  /** Resolves when the training has ended, in whatever way; the state says which. */
  begin(name: string, task: TaskSpec, options: WatchedOptions): Promise<void>
  pause(): void
  resume(): Promise<void>
  /** Ends a paused training and keeps the expert as it is now. */
  finish(): Promise<void>
  /** Throws a training away, stopping it first where it runs. */
  discard(): Promise<void>
  undoDiscard(): Promise<void>
}

export interface TrainingOptions {
  /** A worker of the training's own: its gradients would keep the page's model waiting. */
  readonly openTrainer: () => ModelClient
  readonly threads: number
  readonly shelf: Shelf
  /** Keeps a second tab from going on with the same training. */
  readonly alone: Alone
  readonly ownExperts: Pick<OwnExpertsStore, 'add'>
}

const IDLE: TrainingState = {
  status: 'idle',
  record: null,
  made: null,
  problem: null,
  discarded: null,
  notKept: null,
}

export function createTrainingStore(options: TrainingOptions): TrainingStore {
  const { shelf, alone, ownExperts } = options
  const store = createStore<TrainingState>(() => IDLE)
  const keeper = createKeeper(shelf, (notKept) => store.setState({ notKept }))
  let model: OpenedModel | null = null
  let running: AbortController | null = null
  let ended: Promise<void> = Promise.resolve()
  const place = (): string => `training/${model?.hash ?? ''}`

  function run(record: TrainingRecord): Promise<void> {
    if (!running) ended = perform(record)
    return ended
  }

  async function perform(record: TrainingRecord): Promise<void> {
    const mine = new AbortController()
    running = mine
    store.setState({ status: 'opening', record, made: null, problem: null, discarded: null })
    const trainer = options.openTrainer()
    try {
      const wasAlone = await alone(() => train(record, trainer, mine.signal))
      if (!wasAlone) throw new AppError('io', 'A training runs in another tab of this page.', ELSEWHERE)
    } catch (thrown) {
      const stopped = asAppError(thrown, 'io').code === 'cancelled'
      store.setState(stopped ? { status: 'paused' } : { status: 'failed', problem: problemOf(thrown) })
    } finally {
      trainer.dispose()
      running = null
    }
  }

  async function train(first: TrainingRecord, trainer: ModelClient, signal: AbortSignal): Promise<void> {
    const { task, options: settings, snapshot } = first
    if (!model) throw new AppError('bad-input', 'The model is not running, and a training needs one.')
    const where = { source: model.source, backend: 'wasm', threads: options.threads } as const
    const opened = await trainer.call('open', where, { signal })
    if (opened.hash !== model.hash) {
      throw new AppError('bad-model', 'The training found another model than the page.', {
        advice: 'Reload the page.',
      })
    }
    await keeper.keep(place(), first)
    store.setState({ status: 'running' })
    let record = first
    const { bytes } = await trainer.call(
      'train',
      { task, options: settings, resume: snapshot },
      {
        signal,
        onEvent: (event) => {
          record = withEvent(record, event)
          store.setState({ record })
          void keeper.keep(place(), record)
        },
      },
    )
    const expert = bytes && (await ownExperts.add(record.name, bytes, 'trained'))
    if (bytes && !expert) {
      throw new AppError('bad-input', 'The expert is trained, but the page could not take it.', {
        advice: 'Resume: the last step is kept.',
      })
    }
    await keeper.forget(place())
    store.setState({ status: 'done', made: expert?.name ?? null })
  }

  async function discard(): Promise<void> {
    running?.abort()
    await ended
    const { record, status } = store.getState()
    store.setState({ ...IDLE, discarded: status === 'done' ? null : record })
    await keeper.forget(place())
  }

  return {
    ...store,
    async restore(opened) {
      if (model && model.hash !== opened.hash) {
        // What runs belongs to the model before, and is kept under its name.
        running?.abort()
        await ended
        store.setState(IDLE)
      }
      model = opened
      if (running || store.getState().record) return
      const record = readRecord(await shelf.get(place()).catch(() => null))
      if (record && !running && model === opened) store.setState({ status: 'paused', record })
    },
    begin: (name, task, settings) => run(beginRecord(name, task, settings)),
    pause: () => running?.abort(),
    async resume() {
      const { record } = store.getState()
      if (record) await run(record)
    },
    async finish() {
      const { record } = store.getState()
      if (record?.snapshot)
        await run({ ...record, options: { ...record.options, steps: record.snapshot.step } })
    },
    discard,
    async undoDiscard() {
      const { discarded } = store.getState()
      if (!discarded) return
      store.setState({ ...IDLE, status: 'paused', record: discarded })
      await keeper.keep(place(), discarded)
    },
  }
}

const ELSEWHERE = { advice: 'Go on there, or close that tab and resume here.' }

/** Writes one record at a time, the newest next; a write that fails is told and not thrown. */
function createKeeper(shelf: Shelf, onProblem: (problem: Problem | null) => void) {
  let last: Promise<void> = Promise.resolve()
  let waiting: TrainingRecord | null = null

  function then(work: () => Promise<void>): Promise<void> {
    last = last.then(work).then(
      () => onProblem(null),
      (thrown: unknown) => onProblem(problemOf(thrown)),
    )
    return last
  }

  return {
    keep(place: string, record: TrainingRecord): Promise<void> {
      waiting = record
      return then(async () => {
        const newest = waiting
        waiting = null
        if (newest) await shelf.put(place, newest)
      })
    },
    forget(place: string): Promise<void> {
      waiting = null
      return then(() => shelf.remove(place))
    },
  }
}
