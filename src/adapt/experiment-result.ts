import type { Origin } from './origin.ts'

/** What `t2 experiment` writes and what the page draws: one JSON file an experiment. */

export const UNITS = ['percent', 'number', 'seconds'] as const
export type Unit = (typeof UNITS)[number]

export interface Column {
  readonly name: string
  /** `percent` columns hold shares from 0 to 1. */
  readonly unit: Unit
}

export interface Measured {
  /** The mean where there are several runs. */
  readonly value: number
  /** 95 %, Wilson, for the choice of the items. */
  readonly interval?: readonly [number, number]
  /** One value a training seed (or a repetition, for times). */
  readonly runs?: readonly number[]
}

/**
 * How a table is best drawn: `bars`, a group of bars a percent column and a bar a row; `lines`, a line a row over
 * the columns whose names are numbers; `matrix`, rows true and columns said; `stack`, one bar a row of
 * its percent columns, which add up to a whole; or `none`, as a table only.
 */
export const FIGURES = ['bars', 'lines', 'matrix', 'stack', 'none'] as const
export type Figure = (typeof FIGURES)[number]

export interface ResultTable {
  readonly caption: string
  readonly figure: Figure
  /** What the column names of a `lines` figure count, for instance `step`. */
  readonly axis?: string
  readonly columns: readonly Column[]
  readonly rows: readonly { readonly name: string; readonly cells: readonly (Measured | null)[] }[]
}

/** One method on one task: the learning rates that were tried, and how each did on the validation split. */
export interface Tuning {
  readonly method: string
  readonly task: string
  readonly items: number
  readonly tried: readonly { readonly rate: number; readonly accuracy: number }[]
  readonly chosen: number
}

export const SHOWN = ['same', 'partly', 'different', 'unclear'] as const
export type Shown = (typeof SHOWN)[number]

/** Whether something that the paper shows holds here too: `unclear` where our intervals do not say. */
export const HOLDS = ['yes', 'no', 'unclear'] as const
export type Holds = (typeof HOLDS)[number]

/** One part of a claim, and on which tasks it holds; `on` is empty for a part that is told as a whole. */
export interface ClaimPart {
  readonly statement: string
  readonly answers: readonly { readonly holds: Holds; readonly on: readonly string[] }[]
}

/** Whether our small model shows what the paper's table or figure shows. */
export interface Verdict {
  /** What the paper shows, in one sentence. */
  readonly claim: string
  readonly shown: Shown
  /** What our numbers say to it, computed from them. */
  readonly sentence: string
  /** The same part by part. */
  readonly parts?: readonly ClaimPart[]
}

/** What one experiment found, before it is known how it was called. */
export interface Findings {
  readonly tables: readonly ResultTable[]
  readonly verdict: Verdict
  /** Every comparison with its numbers, computed from the tables. */
  readonly sentences: readonly string[]
  /** What a reader must know to compare. */
  readonly notes: readonly string[]
}

/** `experiments/NAME.json`. */
export interface ExperimentResult extends Origin, Findings {
  readonly name: string
  readonly title: string
  /** The paper's table or figure. */
  readonly counterpart: string
  readonly model: string
  /** Test items a family. */
  readonly items: number
  /** Training seeds. */
  readonly seeds: readonly number[]
  readonly steps: number
  readonly threads: number
  readonly tuned: readonly Tuning[]
  /** The paper's own figures. */
  readonly paper: readonly ResultTable[]
}
