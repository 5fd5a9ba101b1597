import type { ExperimentName } from '../../adapt/experiment-names.ts'
import { ABLATION } from './ablation.ts'
import { ALPHAS } from './alphas.ts'
import { CONFUSION } from './confusion.ts'
import { CURVES } from './curves.ts'
import type { Experiment } from './experiment.ts'
import { SHOTS } from './shots.ts'
import { TIMES } from './times.ts'
import { TRAINING_TASKS } from './training-tasks.ts'
import { TRANSFER } from './transfer.ts'
import { UNSEEN_TASKS } from './unseen-tasks.ts'
import { VISION } from './vision.ts'

export const EXPERIMENTS: Readonly<Record<ExperimentName, Experiment>> = {
  'training-tasks': TRAINING_TASKS,
  'unseen-tasks': UNSEEN_TASKS,
  times: TIMES,
  ablation: ABLATION,
  transfer: TRANSFER,
  shots: SHOTS,
  curves: CURVES,
  vision: VISION,
  confusion: CONFUSION,
  alphas: ALPHAS,
}
