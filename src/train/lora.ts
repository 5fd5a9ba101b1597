import { baseScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import type { Engine } from '../engine/engine.ts'
import { createLoraEngine, loraFeeds } from '../engine/ort/lora-engine.ts'
import type { OrtRuntime } from '../engine/ort/runtime.ts'
import { loraInput } from '../graph/lora.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import { groupLinears, type LoraAdapter, type LoraPart } from '../model/lora-adapter.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import type { Learner } from './learner.ts'
import { loraGradientGraph } from './policy-graph.ts'
import { GRADIENT_OF } from './pretrain-graph.ts'
import { trainingProvenance } from './provenance.ts'
import type { SvfTask } from './svf-task.ts'
import { TRAINING_DEFAULTS, type TrainingHooks, type TrainingOptions, train } from './training.ts'

export interface LoraOptions extends TrainingOptions {
  readonly modules: ModuleGroup
  readonly rank: number
  /** The change is `(alpha / rank) B A`. */
  readonly alpha: number
}

/** Rank 8 with α = 2 · rank, the ratio of the paper's Table 6. */
export const LORA_DEFAULTS: LoraOptions = {
  ...TRAINING_DEFAULTS,
  modules: 'all',
  rank: 8,
  alpha: 16,
  learningRate: 0.005,
}

/** Keeps the matrices' draws apart from those of the training items, which use the seed itself. */
const INITIAL_SEED = 0x10a

/** A uniform in ±1/√in, B zero (the initialisation of Hu et al.'s code): the base model, exactly. */
export function startLora(
  model: FactoredModel,
  modules: ModuleGroup,
  rank: number,
  seed: number,
): readonly LoraPart[] {
  const prng = createPrng(seed + INITIAL_SEED)
  return groupLinears(model, modules).map((module) => {
    const limit = 1 / Math.sqrt(module.in)
    const a = Float32Array.from({ length: rank * module.in }, () => limit * (2 * prng.uniform() - 1))
    return { module, a, b: new Float32Array(module.out * rank) }
  })
}

function loraLearner(
  ort: OrtRuntime,
  engine: Engine,
  adapter: Pick<LoraAdapter, 'rank' | 'alpha' | 'parts'>,
  takesSoft: boolean,
): Learner {
  const scales = baseScales(engine.model.adapted)
  const inputs = adapter.parts.flatMap(({ module, a, b }) => [
    { name: loraInput(module.name, 'A'), values: a },
    { name: loraInput(module.name, 'B'), values: b },
  ])
  return {
    parameters: inputs,
    graph: loraGradientGraph(engine.model, adapter, takesSoft),
    engine,
    scales: () => scales,
    feeds: () => loraFeeds(ort, adapter),
    gradients: (results) => inputs.map(({ name }) => results[GRADIENT_OF + name]?.data as Float32Array),
  }
}

/**
 * Trains a LoRA adapter with the data, the objectives and the loop of an expert: the paper's baseline.
 *
 * @param engine the base
 * @throws AppError `cancelled`, `numeric` on divergence
 */
export async function trainLora(
  ort: OrtRuntime,
  engine: Engine,
  tokenizer: Tokenizer,
  task: SvfTask,
  options: LoraOptions,
  hooks: TrainingHooks = {},
): Promise<LoraAdapter> {
  const { model } = engine
  const { modules, rank, alpha } = options
  const adapter = { rank, alpha, parts: startLora(model, modules, rank, options.seed) }
  const own = await createLoraEngine(ort, model, adapter, {
    description: engine.description,
    threads: hooks.threads ?? 1,
  })
  try {
    await train(
      ort,
      engine,
      tokenizer,
      task,
      loraLearner(ort, own, adapter, task.encoder !== undefined),
      options,
      hooks,
    )
  } finally {
    own.dispose()
  }
  const provenance = trainingProvenance(model, task, modules, options)
  return { name: task.name, ...adapter, provenance }
}
