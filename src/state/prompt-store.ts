import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Family } from '../tasks/task-item.ts'

/** What is known about the right answer of a prompt. */
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
  /** Null where the page cannot tell: then nothing is called right or wrong. */
  readonly known: KnownAnswer | null
  /** The visitor wrote it; false for what the page proposed. */
  readonly own: boolean
}

export interface PromptStore extends StoreApi<PromptState> {
  setDraft(draft: string): void
  /** Asks what stands in the box. False when it is blank. */
  ask(): boolean
  /** Puts a prompt into the box and asks it. */
  propose(prompt: string): void
  /** What is known of the prompt may be different beside another model. */
  recognise(): void
}

/** `recognise` says what is known of a prompt's answer. */
export function createPromptStore(
  prompt: string,
  recognise: (prompt: string) => KnownAnswer | null,
): PromptStore {
  const store = createStore<PromptState>(() => ({
    draft: prompt,
    asked: prompt,
    known: recognise(prompt),
    own: false,
  }))
  return {
    ...store,
    setDraft: (draft) => store.setState({ draft }),
    ask: () => {
      const { draft } = store.getState()
      if (draft.trim() === '') return false
      store.setState(({ asked, own }) => ({
        asked: draft,
        known: recognise(draft),
        own: own || draft !== asked,
      }))
      return true
    },
    propose: (next) => store.setState({ draft: next, asked: next, known: recognise(next), own: false }),
    recognise: () => store.setState(({ asked }) => ({ known: recognise(asked) })),
  }
}
