import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatFamily } from '../tasks/natural/chat-families.ts'
import type { Family } from '../tasks/task-item.ts'

/** What is known about the right answer of a prompt. */
export interface KnownAnswer {
  readonly family: Family | ChatFamily
  /** What a person would accept as right, for example `18`. */
  readonly expected: string
  readonly verify: (answer: string) => boolean
  /** The answers on offer, of which the likeliest counts; absent where the written answer does. */
  readonly choices?: readonly string[]
}

export interface PromptState {
  /** What stands in the box, untouched by anything but the visitor and the example chips. */
  readonly draft: string
  /** What the outputs answer. */
  readonly asked: string
  /** Null where the page cannot tell: then nothing is called right or wrong. */
  readonly known: KnownAnswer | null
  /** What a model that chats is told before the prompt, as it stands in its box; empty for its own words. */
  readonly systemDraft: string
  /** The same, as it was asked with. */
  readonly system: string
  /** The visitor wrote it; false for what the page proposed. */
  readonly own: boolean
}

export interface PromptStore extends StoreApi<PromptState> {
  setDraft(draft: string): void
  setSystem(systemDraft: string): void
  /** Asks what stands in the box. False when it is blank. */
  ask(): boolean
  /** Puts a prompt into the box and asks it, with the system message given or that stands in its box. */
  propose(prompt: string, system?: string): void
  /** What is known of the prompt may be different beside another model. */
  recognise(): void
}

/** `recognise` says what is known of a prompt's answer. */
export function createPromptStore(
  prompt: string,
  recognise: (prompt: string) => KnownAnswer | null,
  system = '',
): PromptStore {
  const store = createStore<PromptState>(() => ({
    draft: prompt,
    asked: prompt,
    known: recognise(prompt),
    systemDraft: system,
    system,
    own: false,
  }))
  return {
    ...store,
    setDraft: (draft) => store.setState({ draft }),
    setSystem: (systemDraft) => store.setState({ systemDraft }),
    ask: () => {
      const { draft, systemDraft } = store.getState()
      if (draft.trim() === '') return false
      store.setState(({ asked, own }) => ({
        asked: draft,
        system: systemDraft.trim(),
        known: recognise(draft),
        own: own || draft !== asked,
      }))
      return true
    },
    propose: (next, system = store.getState().systemDraft) =>
      store.setState({
        ...{ draft: next, asked: next, known: recognise(next), own: false },
        ...{ systemDraft: system, system: system.trim() },
      }),
    recognise: () => store.setState(({ asked }) => ({ known: recognise(asked) })),
  }
}
