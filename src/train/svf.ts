import type { Engine } from '../engine/engine.ts'
import type { OrtRuntime } from '../engine/ort/runtime.ts'
import type { Expert } from '../model/expert-file.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { normalisedZ } from './expert-parameters.ts'
import { trainingProvenance } from './provenance.ts'
import { svfLearner } from './svf-learner.ts'
import type { SvfTask } from './svf-task.ts'
import {
  TRAINING_DEFAULTS,
  type TrainingHooks,
  type TrainingOptions,
  type TrainingStep,
  train,
} from './training.ts'

export interface SvfOptions extends TrainingOptions {
  readonly modules: ModuleGroup
}

export const SVF_DEFAULTS: SvfOptions = { ...TRAINING_DEFAULTS, modules: 'all', learningRate: 0.02 }

export type SvfStep = TrainingStep

export interface SvfHooks extends Omit<TrainingHooks, 'afterStep'> {
  /** Awaited after each step with the expert as it is then, for measurements on the way. */
  readonly onExpert?: (step: number, expert: () => Expert) => Promise<void>
}

/**
 * Trains an expert by singular value fine-tuning (paper §3.1), by policy gradient or, as a baseline, by next-token
 * prediction.
 *
 * @param engine samples the answers; its model is the base
 * @throws AppError `cancelled`, `bad-input` when the model adapts none of the modules, `numeric` on divergence
 */
export async function trainSvf(
  ort: OrtRuntime,
  engine: Engine,
  tokenizer: Tokenizer,
  task: SvfTask,
  options: SvfOptions,
  hooks: SvfHooks = {},
): Promise<Expert> {
  const learner = svfLearner(engine, options.modules, task.encoder !== undefined)
  const expert = (): Expert => ({
    name: task.name,
    z: new Map(learner.trained.map((part) => [part.module.name, normalisedZ(part)])),
    provenance: trainingProvenance(engine.model, task, options.modules, options),
  })
  await train(ort, engine, tokenizer, task, learner, options, {
    ...hooks,
    afterStep: async (step) => hooks.onExpert?.(step, expert),
  })
  return expert()
}
