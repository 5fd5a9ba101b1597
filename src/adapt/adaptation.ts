import type { MixMode } from '../core/mixing-types.ts'
import type { Category } from '../tasks/task-item.ts'

/** Strategies whose pass 1 names the kind of task of a single prompt. */
export const DISPATCH_STRATEGIES = ['prompt', 'classifier'] as const
export type DispatchStrategy = (typeof DISPATCH_STRATEGIES)[number]

/** All three of the paper: `few-shot` searches α on a few examples of the task instead. */
export const STRATEGIES = [...DISPATCH_STRATEGIES, 'few-shot'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** What the sliders say: which experts, how much of each, and how they are combined. */
export interface Mix {
  readonly mode: MixMode
  /** Expert name → alpha. An expert that is missing counts as 0. */
  readonly alpha: Readonly<Record<string, number>>
  /** One alpha an adapted module, in manifest order, for experts that have them; `alpha` is then their mean. */
  readonly byModule?: Readonly<Record<string, readonly number[]>>
}

export interface PassReport {
  readonly text: string
  readonly ms: number
}

/** Both passes of one self-adaptation (paper §3.2), and the base model's answer beside them. */
export interface Adaptation {
  readonly strategy: DispatchStrategy
  readonly category: Category
  readonly probabilities: Readonly<Record<Category, number>>
  /** The mix of pass 2: one alpha is 1, or all are 0 when the category is `other`. */
  readonly alpha: Readonly<Record<string, number>>
  /** `text` is what the model was shown and said, so that a person can follow the evidence. */
  readonly pass1: PassReport & { readonly dispatchPrompt: string }
  readonly pass2: PassReport
  readonly base: PassReport
}

/** Rows are the true category, columns what pass 1 said; both in the order of `labels`. */
export interface ConfusionReport {
  readonly strategy: DispatchStrategy
  readonly labels: readonly Category[]
  readonly matrix: readonly (readonly number[])[]
  readonly items: number
  readonly seed: number
}

export interface EvalReport {
  readonly task: string
  readonly items: number
  readonly correct: number
  readonly accuracy: number
  /** Wilson 95 % interval. */
  readonly interval: readonly [number, number]
  readonly seed: number
}
