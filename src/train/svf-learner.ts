import { AppError } from '../core/errors.ts'
import { baseScales } from '../core/mixing.ts'
import type { Engine } from '../engine/engine.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import { gradientOfW, startAtBase, type TrainedModule, trainedScales } from './expert-parameters.ts'
import type { Learner } from './learner.ts'
import { scaleGradientGraph } from './policy-graph.ts'

/**
 * Singular value fine-tuning (paper §3.1): one multiplier a singular value, beginning at the base.
 * @throws AppError `bad-input` when the model adapts none of the modules
 */
export function svfLearner(
  engine: Engine,
  modules: ModuleGroup,
  takesSoft = false,
): Learner & { readonly trained: readonly TrainedModule[] } {
  const { model } = engine
  const trained = startAtBase(model, modules)
  if (trained.length === 0)
    throw new AppError('bad-input', `This model adapts no module of the group ${modules}.`)
  const base = baseScales(model.adapted)
  return {
    trained,
    parameters: trained.map(({ w }) => ({ values: w })),
    graph: scaleGradientGraph(model, { kl: true, takesSoft }),
    engine,
    scales: () => trainedScales(base, trained),
    feeds: () => ({}),
    gradients: (results) => {
      const dScales = results['d scales']?.data as Float32Array
      return trained.map((part) => gradientOfW(part, dScales))
    },
  }
}
