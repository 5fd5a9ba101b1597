import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FactorEvent } from '../worker/opening.ts'
import type { ModelClient, OpenedModel } from '../worker/protocol.ts'
import { createLatestRun } from './latest-run.ts'
import { type Problem, problemOf } from './problem.ts'

export interface FactoringState {
  /** `paused` and `failed` keep the matrices that are done. */
  readonly status: 'idle' | 'running' | 'paused' | 'failed'
  readonly progress: FactorEvent | null
  readonly problem: Problem | null
}

export interface FactoringStore extends StoreApi<FactoringState> {
  /** Factors the open model, or goes on where it was left; never rejects. */
  run(): Promise<void>
  /** Stops and keeps what is done. */
  pause(): void
  /** Stops and throws away what is done. */
  discard(model: OpenedModel): Promise<void>
  /** Another model is open. */
  reset(): void
}

const IDLE: FactoringState = { status: 'idle', progress: null, problem: null }

export function createFactoringStore(
  client: ModelClient,
  home: string,
  onFactored: (model: OpenedModel) => Promise<void>,
): FactoringStore {
  const store = createStore<FactoringState>(() => IDLE)
  const factoring = createLatestRun()
  let ended: Promise<void> = Promise.resolve()

  const perform = (): Promise<void> =>
    factoring.start(
      async ({ signal, isWanted }) => {
        store.setState(({ progress }) => ({ ...IDLE, status: 'running', progress }))
        const onEvent = (progress: FactorEvent): void => {
          if (isWanted()) store.setState({ progress })
        }
        const model = await client.call('factor', { home }, { signal, onEvent })
        if (!isWanted()) return
        await onFactored(model)
        store.setState(IDLE)
      },
      {
        stopped: () => store.setState({ status: 'paused' }),
        failed: (problem) => store.setState({ status: 'failed', problem }),
      },
    )

  return {
    ...store,
    run() {
      if (!factoring.isRunning()) ended = perform()
      return ended
    },
    pause: factoring.stop,
    async discard({ hash }) {
      factoring.stop()
      await ended
      try {
        const stored = await client.call('storedModels', {})
        const begun = stored.filter(({ kind, id }) => kind === 'factors' && id.includes(hash.slice(0, 32)))
        for (const { id } of begun) await client.call('removeStored', { id })
        store.setState(IDLE)
      } catch (thrown) {
        store.setState({ status: 'failed', problem: problemOf(thrown) })
      }
    },
    reset() {
      factoring.forget()
      store.setState(IDLE)
    },
  }
}
