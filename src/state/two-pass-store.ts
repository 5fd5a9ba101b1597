import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Adaptation, Strategy } from '../adapt/adaptation.ts'
import { asAppError } from '../core/errors.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { type Problem, problemOf } from './problem.ts'

export interface TwoPassState {
  readonly strategy: Strategy
  readonly status: 'idle' | 'running' | 'done' | 'failed'
  /** Which pass runs now. */
  readonly pass: 1 | 2
  readonly prompt: string
  readonly result: Adaptation | null
  readonly problem: Problem | null
}

export interface TwoPassStore extends StoreApi<TwoPassState> {
  setStrategy(strategy: Strategy): void
  /** Adapts to the prompt in two passes; a run in progress is stopped first. Not for few-shot, which needs examples. */
  run(prompt: string, maxTokens: number, system?: string): Promise<void>
  cancel(): void
}

export function createTwoPassStore(client: ModelClient, strategy: Strategy = 'classifier'): TwoPassStore {
  const store = createStore<TwoPassState>(() => ({
    strategy,
    status: 'idle',
    pass: 1,
    prompt: '',
    result: null,
    problem: null,
  }))
  let running: AbortController | null = null

  async function run(prompt: string, maxTokens: number, system = ''): Promise<void> {
    const { strategy: chosen } = store.getState()
    if (chosen === 'few-shot') return
    running?.abort()
    const mine = new AbortController()
    running = mine
    const isMine = (): boolean => running === mine && !mine.signal.aborted
    store.setState({ status: 'running', pass: 1, prompt, problem: null })
    try {
      const request = { prompt, ...(system !== '' && { system }), strategy: chosen, maxTokens }
      const onEvent = ({ pass }: { readonly pass: 1 | 2 }): void => {
        if (isMine()) store.setState({ pass })
      }
      const result = await client.call('adapt', request, { signal: mine.signal, onEvent })
      if (isMine()) store.setState({ status: 'done', result })
    } catch (thrown) {
      if (running !== mine) return
      const cancelled = asAppError(thrown, 'io').code === 'cancelled'
      if (cancelled) store.setState((state) => ({ status: state.result ? 'done' : 'idle' }))
      else store.setState({ status: 'failed', problem: problemOf(thrown) })
    } finally {
      if (running === mine) running = null
    }
  }

  return {
    ...store,
    run,
    setStrategy: (next) => store.setState({ strategy: next }),
    cancel: () => running?.abort(),
  }
}
