/** Names of `t2 experiment`, in the order of the paper's tables and figures. */
export const EXPERIMENT_NAMES = [
  'training-tasks',
  'unseen-tasks',
  'times',
  'ablation',
  'transfer',
  'shots',
  'curves',
  'vision',
  'confusion',
  'alphas',
] as const
export type ExperimentName = (typeof EXPERIMENT_NAMES)[number]
