import type { KnownAnswer } from './prompt-store.ts'

export const EXAMPLE_GROUPS = ['math', 'code', 'reasoning', 'harder', 'other'] as const
export type ExampleGroup = (typeof EXAMPLE_GROUPS)[number]

/** Where the page's own prompts come from, and what is known about any prompt's answer. */
export interface ExampleBook {
  /** The `index`-th prompt of a group; any whole number ≥ 0, so that a chip can go on for ever. */
  example(group: ExampleGroup, index: number): string
  /** A fresh item of the test split, of any family. */
  surprise(draw: number): string
  known(prompt: string): KnownAnswer | null
}
