import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Adaptation, Strategy } from '../adapt/adaptation.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { createLatestRun } from './latest-run.ts'
import type { Problem } from './problem.ts'

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
  const adapting = createLatestRun()

  async function run(prompt: string, maxTokens: number, system = ''): Promise<void> {
    const { strategy: chosen } = store.getState()
    if (chosen === 'few-shot') return
    await adapting.start(
      async ({ signal, isLatest, isWanted }) => {
        store.setState({ status: 'running', pass: 1, prompt, problem: null })
        const request = { prompt, ...(system !== '' && { system }), strategy: chosen, maxTokens }
        const onEvent = ({ pass }: { readonly pass: 1 | 2 }): void => {
          if (isWanted()) store.setState({ pass })
        }
        const result = await client.call('adapt', request, { signal, onEvent })
        if (isLatest()) store.setState({ status: 'done', result })
      },
      {
        stopped: () => store.setState(({ result }) => ({ status: result ? 'done' : 'idle' })),
        failed: (problem) => store.setState({ status: 'failed', problem }),
      },
    )
  }

  return {
    ...store,
    run,
    setStrategy: (next) => store.setState({ strategy: next }),
    cancel: adapting.stop,
  }
}
