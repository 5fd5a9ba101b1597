import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConfusionReport, DispatchStrategy } from '../adapt/adaptation.ts'
import { asAppError } from '../core/errors.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { type Problem, problemOf } from './problem.ts'

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
  let running: AbortController | null = null

  async function run(request: { strategy: DispatchStrategy; items: number; seed: number }): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    const isMine = (): boolean => running === mine && !mine.signal.aborted
    store.setState({ status: 'running', wanted: request.items, report: null, problem: null })
    try {
      const onEvent = (report: ConfusionReport): void => {
        if (isMine()) store.setState({ report })
      }
      const report = await client.call('confusion', request, { signal: mine.signal, onEvent })
      if (isMine()) store.setState({ status: 'done', report })
    } catch (thrown) {
      if (running !== mine) return
      const stopped = asAppError(thrown, 'io').code === 'cancelled'
      store.setState(stopped ? { status: 'cancelled' } : { status: 'failed', problem: problemOf(thrown) })
    } finally {
      if (running === mine) running = null
    }
  }

  return { ...store, run, cancel: () => running?.abort() }
}
