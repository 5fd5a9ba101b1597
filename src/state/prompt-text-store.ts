import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ModelClient, WorkerCalls } from '../worker/protocol.ts'
import { problemOf } from './problem.ts'
import type { Loadable } from './results-store.ts'

/** What the open model reads of a prompt, special tokens included. */
export type PromptText = Loadable<WorkerCalls['readPrompt']['result']>

export interface PromptTextStore extends StoreApi<{ readonly read: PromptText }> {
  /** Finds it out; the newest request wins. Never rejects. */
  load(prompt: string, system: string): Promise<void>
}

export function createPromptTextStore(client: ModelClient): PromptTextStore {
  const store = createStore<{ readonly read: PromptText }>(() => ({ read: { status: 'none' } }))
  let newest = 0

  async function load(prompt: string, system: string): Promise<void> {
    newest += 1
    const mine = newest
    const tell = (read: PromptText): void => {
      if (mine === newest) store.setState({ read })
    }
    // What stands there goes only when the next is there, so that nothing jumps.
    if (store.getState().read.status !== 'ready') tell({ status: 'loading' })
    try {
      const value = await client.call('readPrompt', { prompt, ...(system !== '' && { system }) })
      tell({ status: 'ready', value })
    } catch (thrown) {
      tell({ status: 'failed', problem: problemOf(thrown) })
    }
  }

  return { ...store, load }
}
