import { AppError, throwIfAborted } from '../core/errors.ts'
import { baseScales } from '../core/mixing.ts'
import { createPrng, type Prng } from '../core/prng.ts'
import { mean } from '../core/statistics.ts'
import type { Engine } from '../engine/engine.ts'
import type { OrtRuntime } from '../engine/ort/runtime.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { clipGlobalNorm, createAdam } from './adam.ts'
import { gradientInRuns } from './gradient-runs.ts'
import type { Learner } from './learner.ts'
import { type AnswerStyle, writtenAnswers } from './next-token.ts'
import { logProbsGraph } from './policy-graph.ts'
import { policyGradient, type WeighedAnswer } from './policy-step.ts'
import { type Rollout, type RolloutOptions, rollOut } from './rollouts.ts'
import { copyAdam, restoreParameters, type TrainingSnapshot, takeSnapshot } from './snapshot.ts'
import type { SvfTask } from './svf-task.ts'

export const OBJECTIVES = ['policy-gradient', 'next-token'] as const
export type Objective = (typeof OBJECTIVES)[number]

export interface TrainingOptions {
  readonly objective: Objective
  /** Whose answers `next-token` imitates. */
  readonly answers: AnswerStyle
  readonly steps: number
  readonly seed: number
  /** Prompts a step, and with `policy-gradient` samples a prompt. */
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

export const TRAINING_DEFAULTS: Omit<TrainingOptions, 'learningRate'> = {
  objective: 'policy-gradient',
  answers: 'worked',
  steps: 60,
  seed: 1,
  prompts: 32,
  samples: 8,
  klWeight: 0.02,
  anchorWeight: 1,
  anchors: 32,
  temperature: 1,
  maxTokens: 28,
}

export interface TrainingStep {
  readonly step: number
  readonly steps: number
  /** With `policy-gradient`: the share of sampled answers that were right. */
  readonly reward?: number
  /** With `next-token`: `− log p` of an answer's token in nats. */
  readonly loss?: number
  /** KL(new ‖ base) a token in nats, over the answers that carried a signal. */
  readonly kl: number
  /** The same on prompts of other kinds; 0 without anchors. */
  readonly anchorKl: number
  /** How many of the answers carried a signal. */
  readonly informative: number
}

export interface TrainingHooks {
  readonly threads?: number
  /**
   * Most tokens, padding included, in one run of the gradient graph; by default a step is one run. Runs of
   * sequences of like length waste less on padding and need less memory, and only the order of sums differs.
   */
  readonly runTokens?: number
  readonly signal?: AbortSignal
  readonly onStep?: (step: TrainingStep) => void
  /** Awaited after each step, for measurements on the way. */
  readonly afterStep?: (step: number) => Promise<void>
  /** Awaited after each step, with a way to keep the training as it stands. */
  readonly keep?: (step: number, snapshot: () => TrainingSnapshot) => Promise<void>
  /** Goes on from here to the end that an uninterrupted run would have reached, bit for bit. */
  readonly resume?: TrainingSnapshot
}

/** The rate falls in a line to this share of its start. */
const FINAL_RATE = 0.3
export const CLIP_NORM = 1

/** Adam's rate in a step counted from 0. */
export function rateAt(
  { learningRate, steps }: Pick<TrainingOptions, 'learningRate' | 'steps'>,
  step: number,
): number {
  return learningRate * (1 - ((1 - FINAL_RATE) * step) / steps)
}

/**
 * Trains a learner in place. `policy-gradient` is REINFORCE with group-normalised advantages and a KL term
 * (paper §3.1); groups in which all samples earned the same teach nothing and are left out. `next-token` imitates
 * written answers. Both hold the learner to the base on prompts of other kinds.
 *
 * @param engine its model is the base
 * @throws AppError `cancelled`, `numeric` on divergence, `bad-input` for a snapshot of another training
 */
export async function train(
  ort: OrtRuntime,
  engine: Engine,
  tokenizer: Tokenizer,
  task: SvfTask,
  learner: Learner,
  options: TrainingOptions,
  hooks: TrainingHooks = {},
): Promise<void> {
  const { model } = engine
  const base = baseScales(model.adapted)
  const takesSoft = task.encoder !== undefined
  const { resume } = hooks
  if (resume) restoreParameters(resume, learner.parameters)
  const adam = createAdam(learner.parameters, { beta1: 0.9, beta2: 0.99 }, resume && copyAdam(resume.adam))
  const sessionOptions = { intraOpNumThreads: hooks.threads ?? 1 }
  const sessions = {
    gradient: await ort.InferenceSession.create(learner.graph, sessionOptions),
    reference: await ort.InferenceSession.create(logProbsGraph(model, takesSoft), sessionOptions),
    takesSoft,
  }
  const prng = createPrng(resume?.prng ?? options.seed)
  const sampling = {
    temperature: options.temperature,
    maxTokens: options.maxTokens,
    ...(hooks.signal ? { signal: hooks.signal } : {}),
    ...(task.encoder && { encoder: task.encoder }),
  }
  const drawAnswers = answerSource(tokenizer, task, learner, options, sampling, prng)

  function sampleAnchors(): Promise<readonly Rollout[]> {
    const count = options.anchorWeight > 0 ? options.anchors : 0
    if (count === 0) return Promise.resolve([])
    const items = Array.from({ length: count }, () => task.drawOther(prng))
    return rollOut(engine, tokenizer, base, items, { ...sampling, samples: 1, seed: prng.integer(2 ** 31) })
  }

  try {
    for (let step = resume?.step ?? 0; step < options.steps; step++) {
      throwIfAborted(hooks.signal)
      const scales = learner.scales()
      const { answers, reward } = await drawAnswers(scales)
      const anchors = await sampleAnchors()
      let result = { loss: 0, kl: 0, anchorKl: 0 }
      if (answers.length > 0) {
        const { klWeight, anchorWeight } = options
        const point = { base, scales, feeds: learner.feeds() }
        const batch = { answers, anchors, klWeight, anchorWeight }
        const { gradients, ...divergence } = await gradientInRuns(
          (part, of) => policyGradient(ort, sessions, model, point, part, of),
          learner.gradients,
          batch,
          hooks.runTokens,
        )
        result = divergence
        const norm = clipGlobalNorm(gradients, CLIP_NORM)
        if (!Number.isFinite(norm)) throw new AppError('numeric', `Training diverged at step ${step}.`)
        adam.step(gradients, rateAt(options, step))
      }
      const { loss, kl, anchorKl } = result
      hooks.onStep?.({
        step: step + 1,
        steps: options.steps,
        ...(reward === undefined ? { loss } : { reward }),
        kl,
        anchorKl,
        informative: answers.length,
      })
      await hooks.afterStep?.(step + 1)
      await hooks.keep?.(step + 1, () => takeSnapshot(step + 1, learner.parameters, adam.state, prng))
    }
  } finally {
    await Promise.all([sessions.gradient.release(), sessions.reference.release()])
  }
}

interface DrawnAnswers {
  readonly answers: readonly WeighedAnswer[]
  readonly reward?: number
}

function answerSource(
  tokenizer: Tokenizer,
  task: SvfTask,
  learner: Learner,
  { objective, answers: style, prompts, samples }: TrainingOptions,
  sampling: Omit<RolloutOptions, 'samples' | 'seed'>,
  prng: Prng,
): (scales: Float32Array) => Promise<DrawnAnswers> {
  if (objective === 'next-token')
    return async () => ({
      answers: writtenAnswers({ model: learner.engine.model, tokenizer }, task, style, prompts, prng),
    })
  return async (scales) => {
    const items = Array.from({ length: prompts }, () => task.draw(prng, 'train'))
    const seed = prng.integer(2 ** 31)
    const rollouts = await rollOut(learner.engine, tokenizer, scales, items, { ...sampling, samples, seed })
    return {
      answers: rollouts.filter(({ advantage }) => Math.abs(advantage) > 1e-6),
      reward: mean(rollouts.map(({ reward }) => reward)),
    }
  }
}
