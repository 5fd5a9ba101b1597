import type { SvfOptions } from './svf.ts'

/** What a person chooses; everything else is fixed to what a browser's CPU can carry. */
export type WatchedOptions = Pick<SvfOptions, 'modules' | 'steps' | 'seed' | 'klWeight' | 'learningRate'>

/** The numbers of `t2 train svf`, which this file does not import: a page needs them before any graph. */
export const WATCHED_DEFAULTS: WatchedOptions = {
  modules: 'all',
  steps: 30,
  seed: 1,
  klWeight: 0.02,
  learningRate: 0.02,
}

/** Half the prompts and anchors of `t2 train svf`; as many samples, for they make the advantages. */
export const WATCHED_BATCH = { prompts: 16, samples: 8, anchors: 16 } as const
