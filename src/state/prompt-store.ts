import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Family } from '../tasks/task-item.ts'

/** What is known about the right answer of a prompt that the page itself proposed. */
export interface KnownAnswer {
  readonly family: Family
  /** What a person would accept as right, for example `18`. */
  readonly expected: string
  readonly verify: (answer: string) => boolean
}

export interface PromptState {
  /** What stands in the box, untouched by anything but the visitor and the example chips. */
  readonly draft: string
  /** What the outputs answer. */
  readonly asked: string
  /** Null for a visitor's own prompt: then nothing is called right or wrong. */
  readonly known: KnownAnswer | null
}

export interface PromptStore extends StoreApi<PromptState> {
  setDraft(draft: string): void
  /** Asks what stands in the box. False when it is blank. */
  ask(): boolean
  /** Puts a prompt into the box and asks it. */
  propose(prompt: string, known: KnownAnswer | null): void
}

export function createPromptStore(initial: Partial<PromptState> = {}): PromptStore {
  const store = createStore<PromptState>(() => ({ draft: '', asked: '', known: null, ...initial }))
  return {
    ...store,
    setDraft: (draft) => store.setState({ draft }),
    ask: () => {
      const { draft, asked, known } = store.getState()
      if (draft.trim() === '') return false
      // A proposed prompt that was edited is the visitor's own.
      store.setState({ asked: draft, known: draft === asked ? known : null })
      return true
    },
    propose: (prompt, known) => store.setState({ draft: prompt, asked: prompt, known }),
  }
}
