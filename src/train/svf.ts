import { AppError, throwIfAborted } from '../core/errors.ts'
import { baseScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import { mean } from '../core/statistics.ts'
import type { Engine } from '../engine/engine.ts'
import type { OrtRuntime } from '../engine/ort/runtime.ts'
import type { Expert } from '../model/expert-file.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { clipGlobalNorm, createAdam } from './adam.ts'
import { gradientOfW, normalisedZ, startAtBase, trainedScales } from './expert-parameters.ts'
import { logProbsGraph, scaleGradientGraph } from './policy-graph.ts'
import { policyGradient } from './policy-step.ts'
import { type Rollout, rollOut } from './rollouts.ts'
import type { SvfTask } from './svf-task.ts'

export interface SvfOptions {
  readonly modules: ModuleGroup
  readonly steps: number
  readonly seed: number
  /** Prompts a step, and samples a prompt. */
  readonly prompts: number
  readonly samples: number
  readonly learningRate: number
  readonly klWeight: number
  /**
   * Weight of KL(new ‖ base) on prompts of other kinds, and how many of them a step. "Work it out first" is
   * partly one direction that all families share; anchors let experts part. 0 is the paper's objective.
   */
  readonly anchorWeight: number
  readonly anchors: number
  readonly temperature: number
  readonly maxTokens: number
}

export const SVF_DEFAULTS: SvfOptions = {
  modules: 'all',
  steps: 60,
  seed: 1,
  prompts: 32,
  samples: 8,
  learningRate: 0.02,
  klWeight: 0.02,
  anchorWeight: 1,
  anchors: 32,
  temperature: 1,
  maxTokens: 28,
}

export interface SvfStep {
  readonly step: number
  readonly steps: number
  /** Share of sampled answers that were right. */
  readonly reward: number
  /** KL(new ‖ base) a token in nats, over the answers that carried a signal. */
  readonly kl: number
  /** The same on prompts of other kinds; 0 without anchors. */
  readonly anchorKl: number
  /** How many of the answers carried a signal. */
  readonly informative: number
}

export interface SvfHooks {
  readonly threads?: number
  readonly signal?: AbortSignal
  readonly onStep?: (step: SvfStep) => void
}

/** The rate falls in a line to this share of its start. */
const FINAL_RATE = 0.3
const CLIP_NORM = 1

/**
 * Trains an expert by singular value fine-tuning (paper §3.1): REINFORCE on `z` with group-normalised
 * advantages and a KL term. Groups in which all samples earned the same teach nothing and are left out.
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
  const { model } = engine
  const trained = startAtBase(model, options.modules)
  if (trained.length === 0)
    throw new AppError('bad-input', `This model adapts no module of the group ${options.modules}.`)
  const base = baseScales(model.adapted)
  const adam = createAdam(
    trained.map(({ w }) => ({ values: w })),
    { beta1: 0.9, beta2: 0.99 },
  )
  const sessionOptions = { intraOpNumThreads: hooks.threads ?? 1 }
  const sessions = {
    gradient: await ort.InferenceSession.create(scaleGradientGraph(model, { kl: true }), sessionOptions),
    reference: await ort.InferenceSession.create(logProbsGraph(model), sessionOptions),
  }
  const prng = createPrng(options.seed)
  const sampling = { temperature: options.temperature, maxTokens: options.maxTokens }
  const signal = hooks.signal ? { signal: hooks.signal } : {}

  function sampleAnchors(): Promise<readonly Rollout[]> {
    const count = options.anchorWeight > 0 ? options.anchors : 0
    if (count === 0) return Promise.resolve([])
    const items = Array.from({ length: count }, () => task.drawOther(prng))
    const seed = prng.integer(2 ** 31)
    return rollOut(engine, tokenizer, base, items, { ...sampling, samples: 1, seed, ...signal })
  }

  try {
    for (let step = 0; step < options.steps; step++) {
      throwIfAborted(hooks.signal)
      const items = Array.from({ length: options.prompts }, () => task.draw(prng, 'train'))
      const scales = trainedScales(base, trained)
      const rollouts = await rollOut(engine, tokenizer, scales, items, {
        ...sampling,
        samples: options.samples,
        seed: prng.integer(2 ** 31),
        ...signal,
      })
      const informative = rollouts.filter(({ advantage }) => Math.abs(advantage) > 1e-6)
      const anchors = await sampleAnchors()
      let divergence = { kl: 0, anchorKl: 0 }
      if (informative.length > 0) {
        const result = await policyGradient(ort, sessions, model, base, scales, {
          rollouts: informative,
          anchors,
          klWeight: options.klWeight,
          anchorWeight: options.anchorWeight,
        })
        divergence = result
        const gradients = trained.map((part) => gradientOfW(part, result.dScales))
        const norm = clipGlobalNorm(gradients, CLIP_NORM)
        if (!Number.isFinite(norm)) throw new AppError('numeric', `Training diverged at step ${step}.`)
        adam.step(gradients, options.learningRate * (1 - ((1 - FINAL_RATE) * step) / options.steps))
      }
      hooks.onStep?.({
        step: step + 1,
        steps: options.steps,
        reward: mean(rollouts.map(({ reward }) => reward)),
        kl: divergence.kl,
        anchorKl: divergence.anchorKl,
        informative: informative.length,
      })
    }
  } finally {
    await Promise.all([sessions.gradient.release(), sessions.reference.release()])
  }
  return {
    name: task.name,
    z: new Map(trained.map((part) => [part.module.name, normalisedZ(part)])),
    provenance: {
      model: model.hash,
      task: task.name,
      objective: 'policy-gradient',
      modules: options.modules,
      seed: String(options.seed),
      steps: String(options.steps),
      learning_rate: String(options.learningRate),
      kl_weight: String(options.klWeight),
      anchor_weight: String(options.anchorWeight),
    },
  }
}
