import { createStore, type StoreApi } from 'zustand/vanilla'
import { asAppError } from '../core/errors.ts'
import type { FactorEvent } from '../worker/opening.ts'
import type { ModelClient, OpenedModel } from '../worker/protocol.ts'
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
  let running: AbortController | null = null
  let ended: Promise<void> = Promise.resolve()

  async function perform(): Promise<void> {
    const mine = new AbortController()
    running = mine
    const isMine = (): boolean => running === mine && !mine.signal.aborted
    store.setState(({ progress }) => ({ ...IDLE, status: 'running', progress }))
    try {
      const model = await client.call(
        'factor',
        { home },
        {
          signal: mine.signal,
          onEvent: (progress) => {
            if (isMine()) store.setState({ progress })
          },
        },
      )
      if (!isMine()) return
      await onFactored(model)
      store.setState(IDLE)
    } catch (thrown) {
      if (running !== mine) return
      const stopped = asAppError(thrown, 'io').code === 'cancelled'
      store.setState(stopped ? { status: 'paused' } : { status: 'failed', problem: problemOf(thrown) })
    } finally {
      if (running === mine) running = null
    }
  }

  return {
    ...store,
    run() {
      if (!running) ended = perform()
      return ended
    },
    pause: () => running?.abort(),
    async discard({ hash }) {
      running?.abort()
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
      running?.abort()
      running = null
      store.setState(IDLE)
    },
  }
}
