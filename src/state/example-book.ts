import type { KnownAnswer } from './prompt-store.ts'

/** Kinds of prompts that a page can offer; which of them, depends on the model. */
export type ExampleGroup =
  | 'math'
  | 'code'
  | 'reasoning'
  | 'harder'
  | 'other'
  | 'writing'
  | 'explaining'
  | 'story'
  | 'facts'

/** Where the page's own prompts come from, and what is known about any prompt's answer. */
export interface ExampleBook {
  readonly groups: readonly ExampleGroup[]
  /** The `index`-th prompt of a group; any whole number ≥ 0, so that a chip can go on for ever. */
  example(group: ExampleGroup, index: number): string
  /** What to begin with, where these experts are there; `expert` is the one to show it with. */
  first(experts: readonly string[]): { readonly prompt: string; readonly expert: string | null }
  /** A fresh item of the test split, of any family; null where prompts are not drawn. */
  surprise(draw: number): string | null
  known(prompt: string): KnownAnswer | null
}
