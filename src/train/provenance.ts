import type { FactoredModel } from '../model/factored-model.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import type { SvfTask } from './svf-task.ts'
import type { TrainingOptions } from './training.ts'

/** What a trained file says of its own making. */
export function trainingProvenance(
  model: FactoredModel,
  task: SvfTask,
  modules: ModuleGroup,
  options: TrainingOptions,
): Record<string, string> {
  return {
    model: model.hash,
    task: task.name,
    objective: options.objective,
    ...(options.objective === 'next-token' ? { answers: options.answers } : {}),
    modules,
    seed: String(options.seed),
    steps: String(options.steps),
    learning_rate: String(options.learningRate),
    kl_weight: String(options.klWeight),
    anchor_weight: String(options.anchorWeight),
  }
}
