import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConfusionReport, DispatchStrategy } from '../adapt/adaptation.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { createLatestRun } from './latest-run.ts'
import type { Problem } from './problem.ts'

/** A confusion matrix computed in the page, while the visitor watches. */
export interface ConfusionState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed'
  readonly wanted: number
  /** What has been counted so far; its own `items` says how many. */
  readonly report: ConfusionReport | null
  readonly problem: Problem | null
}

export interface ConfusionStore extends StoreApi<ConfusionState> {
  run(request: { strategy: DispatchStrategy; items: number; seed: number }): Promise<void>
  /** Stops and keeps what has been counted. */
  cancel(): void
}

export function createConfusionStore(client: ModelClient): ConfusionStore {
  const store = createStore<ConfusionState>(() => ({
    status: 'idle',
    wanted: 0,
    report: null,
    problem: null,
  }))
  const counting = createLatestRun()

  const run: ConfusionStore['run'] = (request) =>
    counting.start(
      async ({ signal, isLatest, isWanted }) => {
        store.setState({ status: 'running', wanted: request.items, report: null, problem: null })
        const onEvent = (report: ConfusionReport): void => {
          if (isWanted()) store.setState({ report })
        }
        const report = await client.call('confusion', request, { signal, onEvent })
        if (isLatest()) store.setState({ status: 'done', report })
      },
      {
        stopped: () => store.setState({ status: 'cancelled' }),
        failed: (problem) => store.setState({ status: 'failed', problem }),
      },
    )

  return { ...store, run, cancel: counting.stop }
}
