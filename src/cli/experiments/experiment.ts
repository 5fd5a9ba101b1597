import type { Findings, ResultTable } from '../../adapt/experiment-result.ts'
import type { Lab } from './lab.ts'

/** One of the paper's experiments on a model of our own. */
export interface Experiment {
  readonly title: string
  readonly counterpart: string
  readonly paper: readonly ResultTable[]
  run(lab: Lab): Promise<Findings>
}

export const TRAINED_NOTE =
  'LoRA: rank 8, α = 16 beside every linear named, no dropout. All methods: 32 prompts a step (policy gradient: 8 samples each; next-token: one written answer each), Adam, the rate falling to 30 %, gradient norm clipped at 1, KL to the base 0.02, and our anchors (KL to the base on 32 prompts of other kinds), which the paper does not have.'
