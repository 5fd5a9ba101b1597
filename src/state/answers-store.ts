import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import type { Problem } from './problem.ts'

/** One bar of a next-token chart. */
export interface TokenProbability {
  readonly text: string
  readonly probability: number
}

/** What one output panel shows. */
export interface LaneView {
  /** Tokens of the present answer, as far as they have come, special tokens left out. */
  readonly pieces: readonly string[]
  /** Their ids, those of special tokens included; none where the answer was only measured. */
  readonly ids: readonly number[]
  /** Tokens of the answer before, still shown behind `pieces` until they are replaced. */
  readonly stale: readonly string[]
  /** Most probable first tokens, descending. */
  readonly top: readonly TokenProbability[]
  /** `measured`: from the committed file, not yet recomputed here. */
  readonly status: 'empty' | 'measured' | 'waiting' | 'streaming' | 'done'
  /** The model ended its answer itself (not cut at the token limit). */
  readonly finished: boolean
  /** The visitor ended it; what had come stays. */
  readonly stopped: boolean
  readonly timing: Timing | null
  /** Before its first word: which share of the prompt has been read, 0 to 1; null where nobody tells. */
  readonly read: number | null
  readonly problem: Problem | null
}

/** From the asking on, in milliseconds. */
export interface Timing {
  /** Until the first token: the prompt has been read. */
  readonly firstMs: number
  /** Until the newest token. */
  readonly lastMs: number
}

export interface AnswersState {
  readonly base: LaneView
  readonly adapted: LaneView
  /** The prompt both views answer. */
  readonly prompt: string
  /** The system message they were asked with; empty for the model's own. */
  readonly system: string
  /** The mix that the adapted view belongs to. */
  readonly mix: Mix
  /** How often experts' own numbers had changed by then. */
  readonly revision: number
  readonly speed: { readonly tokensPerSecond: number; readonly lanes: number } | null
}

export type AnswersStore = StoreApi<AnswersState>

export const EMPTY_LANE: LaneView = {
  pieces: [],
  ids: [],
  stale: [],
  top: [],
  status: 'empty',
  finished: false,
  stopped: false,
  timing: null,
  read: null,
  problem: null,
}

/** Stopped before its first word: nothing is known of what the answer would have been. */
export function isUnsaid({ stopped, pieces }: LaneView): boolean {
  return stopped && pieces.length === 0
}

export function textOf(view: LaneView): string {
  return view.pieces.join('').trim()
}

export function createAnswersStore(initial: Partial<AnswersState> = {}): AnswersStore {
  return createStore<AnswersState>(() => ({
    base: EMPTY_LANE,
    adapted: EMPTY_LANE,
    prompt: '',
    system: '',
    revision: 0,
    mix: { mode: 'blend', alpha: {} },
    speed: null,
    ...initial,
  }))
}
