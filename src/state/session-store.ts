import { createStore, type StoreApi } from 'zustand/vanilla'
import { asAppError } from '../core/errors.ts'
import type { OpenProgress } from '../worker/opening.ts'
import type { BackendChoice, ModelClient, OpenedModel, SelfTestReport } from '../worker/protocol.ts'
import { type Problem, problemOf } from './problem.ts'

export type Phase = OpenProgress['phase'] | 'ready' | 'failed'

export interface SessionState {
  readonly phase: Phase
  readonly loadedBytes: number
  /** 0 while the size is not known. */
  readonly totalBytes: number
  readonly model: OpenedModel | null
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
    problem: null,
    selfTest: { status: 'none' },
  }))
  let opening: AbortController | null = null

  async function open(backend: BackendChoice = 'auto'): Promise<OpenedModel | null> {
    opening?.abort()
    const mine = new AbortController()
    opening = mine
    store.setState({ phase: 'checking', loadedBytes: 0, totalBytes: 0, model: null, problem: null })
    try {
      const model = await client.call(
        'open',
        { source: { kind: 'bundle', url: modelUrl }, backend },
        {
          signal: mine.signal,
          onEvent: (progress) => {
            if (opening === mine && !mine.signal.aborted) store.setState(progress)
          },
        },
      )
      if (opening !== mine) return null
      store.setState({
        phase: 'ready',
        model,
        selfTest: model.selfTest ? { status: 'done', report: model.selfTest } : { status: 'none' },
      })
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
