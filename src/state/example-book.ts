import type { Family } from '../tasks/task-item.ts'
import type { KnownAnswer } from './prompt-store.ts'

export const EXAMPLE_GROUPS = ['math', 'code', 'reasoning', 'harder', 'other'] as const
export type ExampleGroup = (typeof EXAMPLE_GROUPS)[number]

export interface PromptExample {
  readonly prompt: string
  readonly known: KnownAnswer
}

/** Where the page's own prompts come from. */
export interface ExampleBook {
  /** The `index`-th example of a group; any whole number ≥ 0, so that a chip can go on for ever. */
  example(group: ExampleGroup, index: number): PromptExample
  /** A fresh item of the test split, of any family. */
  surprise(draw: number): PromptExample
}

export function groupOf(family: Family): ExampleGroup {
  return family.endsWith('-hard') ? 'harder' : (family as Exclude<ExampleGroup, 'harder'>)
}
