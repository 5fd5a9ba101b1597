import { createStore, type StoreApi } from 'zustand/vanilla'
import { asAppError } from '../core/errors.ts'
import type { ModelSource } from '../io/model-source.ts'
import type { OpenProgress } from '../worker/opening.ts'
import type { BackendChoice, ModelClient, OpenedModel, SelfTestReport } from '../worker/protocol.ts'
import { type Problem, problemOf } from './problem.ts'
import { EMBEDDED, homeOf, type World, worldOf } from './world.ts'

export type Phase = OpenProgress['phase'] | 'ready' | 'failed'

export interface SessionState {
  readonly phase: Phase
  readonly loadedBytes: number
  /** 0 while the size is not known. */
  readonly totalBytes: number
  readonly model: OpenedModel | null
  /** Where the present model came from, or is to come from. */
  readonly source: ModelSource
  readonly world: World
  /** Why the model is not open. */
  readonly problem: Problem | null
  readonly selfTest:
    | { readonly status: 'none' | 'running' }
    | { readonly status: 'done'; readonly report: SelfTestReport }
    | { readonly status: 'failed'; readonly problem: Problem }
}

export interface SessionStore extends StoreApi<SessionState> {
  /** Opens the model; never rejects: a failure is a state with a way on. Resolves to the model, or null. */
  open(backend?: BackendChoice): Promise<OpenedModel | null>
  cancelOpen(): void
  /**
   * Opens another model. The one that is open stays, and answers again, if that fails.
   * Rejects with an AppError.
   */
  change(
    source: ModelSource,
    options: { readonly signal: AbortSignal; readonly onEvent: (progress: OpenProgress) => void },
  ): Promise<OpenedModel>
  /** Another form of the open model has taken its place in the worker. */
  adopt(model: OpenedModel): void
  runSelfTest(): Promise<void>
  /** The device went away after the model had been opened. */
  lose(problem: Problem): void
}

export function createSessionStore(client: ModelClient, modelUrl: string): SessionStore {
  const store = createStore<SessionState>(() => ({
    phase: 'checking',
    loadedBytes: 0,
    totalBytes: 0,
    model: null,
    source: { kind: 'bundle', url: modelUrl },
    world: EMBEDDED,
    problem: null,
    selfTest: { status: 'none' },
  }))
  let opening: AbortController | null = null

  function adopt(model: OpenedModel): void {
    store.setState({
      phase: 'ready',
      problem: null,
      model,
      source: model.source,
      world: worldOf(model, modelUrl),
      selfTest: model.selfTest ? { status: 'done', report: model.selfTest } : { status: 'none' },
    })
  }

  async function open(backend: BackendChoice = 'auto'): Promise<OpenedModel | null> {
    opening?.abort()
    const mine = new AbortController()
    opening = mine
    store.setState({ phase: 'checking', loadedBytes: 0, totalBytes: 0, model: null, problem: null })
    try {
      const model = await client.call(
        'open',
        { source: store.getState().source, backend, home: homeOf(modelUrl) },
        {
          signal: mine.signal,
          onEvent: (progress) => {
            if (opening === mine && !mine.signal.aborted) store.setState(progress)
          },
        },
      )
      if (opening !== mine) return null
      adopt(model)
      return model
    } catch (thrown) {
      if (opening === mine) store.setState({ phase: 'failed', problem: problemOf(thrown) })
      return null
    } finally {
      if (opening === mine) opening = null
    }
  }

  return {
    ...store,
    open,
    adopt,
    async change(source, { signal, onEvent }) {
      opening?.abort()
      opening = null
      try {
        const model = await client.call(
          'open',
          { source, backend: 'auto', home: homeOf(modelUrl) },
          { signal, onEvent },
        )
        adopt(model)
        return model
      } catch (thrown) {
        // No model was open yet, or it was still on its way: then nothing is left to go on with.
        if (store.getState().phase !== 'ready')
          store.setState({ phase: 'failed', problem: problemOf(thrown) })
        throw thrown
      }
    },
    cancelOpen: () => opening?.abort(),
    async runSelfTest() {
      store.setState({ selfTest: { status: 'running' } })
      try {
        const report = await client.call('selfTest', {})
        store.setState({ selfTest: { status: 'done', report } })
      } catch (thrown) {
        const cancelled = asAppError(thrown, 'self-test').code === 'cancelled'
        store.setState({
          selfTest: cancelled
            ? { status: 'none' }
            : { status: 'failed', problem: problemOf(thrown, 'self-test') },
        })
      }
    },
    lose: (problem) => store.setState({ phase: 'failed', problem, model: null }),
  }
}
