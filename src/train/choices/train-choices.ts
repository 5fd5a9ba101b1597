import { AppError, throwIfAborted } from '../../core/errors.ts'
import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import { mean } from '../../core/statistics.ts'
import type { OrtRuntime } from '../../engine/ort/runtime.ts'
import type { Expert } from '../../model/expert-file.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { FINGERPRINT, weightsFingerprint } from '../../model/weights-fingerprint.ts'
import { type ChatTask, chatExercise } from '../../tasks/natural/chat-tasks.ts'
import type { ChoiceExercise } from '../../tasks/natural/choice-exercise.ts'
import { splitShared } from '../../tasks/natural/shared-beginning.ts'
import { clipGlobalNorm, createAdam } from '../adam.ts'
import { gradientOfW, normalisedZ, startAtBase, trainedScales } from '../expert-parameters.ts'
import { copyAdam, restoreParameters, takeSnapshot } from '../snapshot.ts'
import type { SvfOptions } from '../svf.ts'
import { CLIP_NORM, rateAt, type TrainingHooks } from '../training.ts'
import { type ChoiceGradients, createChoiceGradients } from './choice-gradient.ts'
import type { EncodedChoices } from './fold-choices.ts'

export interface ChoiceTrainingOptions
  extends Pick<SvfOptions, 'modules' | 'steps' | 'seed' | 'prompts' | 'learningRate' | 'klWeight'> {
  /** Ends early once the rewards of the latest steps have this mean: from there on an expert only moves away. */
  readonly enough?: number
}

export interface ChoiceTrainingHooks extends Omit<TrainingHooks, 'afterStep'> {
  /** The rewards of the steps before `resume`. */
  readonly earlier?: readonly number[]
}

/** Steps whose rewards decide that it is enough. */
const LATEST = 3

/** Between these shares of the right choice an exercise still teaches something. */
const LEAST_SIGNAL = 1e-3

/**
 * Trains an expert for a model that chats, on a family of choices: the expected reward of every exercise is
 * differentiated exactly, and KL to the base keeps the expert near it. Ends and resumes as `train` does.
 *
 * @throws AppError `cancelled`, `bad-input` when the model adapts none of the modules or for a snapshot of another
 * training, `numeric` on divergence
 */
export async function trainChoices(
  ort: OrtRuntime,
  model: FactoredModel,
  tokenizer: Tokenizer,
  task: ChatTask,
  options: ChoiceTrainingOptions,
  hooks: ChoiceTrainingHooks = {},
): Promise<Expert> {
  const trained = startAtBase(model, options.modules)
  if (trained.length === 0)
    throw new AppError('bad-input', `This model adapts no module of the group ${options.modules}.`)
  const parameters = trained.map(({ w }) => ({ values: w }))
  const { resume, signal, threads, runTokens } = hooks
  if (resume) restoreParameters(resume, parameters)
  const adam = createAdam(parameters, { beta1: 0.9, beta2: 0.99 }, resume && copyAdam(resume.adam))
  const prng = createPrng(resume?.prng ?? options.seed)
  const base = baseScales(model.adapted)
  const rewards = [...(hooks.earlier ?? [])]
  const isEnough = () => {
    const latest = rewards.slice(-LATEST)
    return latest.length === LATEST && mean(latest) >= (options.enough ?? Number.POSITIVE_INFINITY)
  }
  let gradients: ChoiceGradients | null = null
  let step = resume?.step ?? 0
  try {
    for (; step < options.steps && !isEnough(); step++) {
      throwIfAborted(signal)
      gradients ??= await createChoiceGradients(ort, model, {
        ...(threads !== undefined && { threads }),
        ...(runTokens !== undefined && { runTokens }),
      })
      const exercises = Array.from({ length: options.prompts }, () =>
        encodeExercise(tokenizer, chatExercise(task, 'train', prng)),
      )
      const { dScales, right, kl } = await gradients.gradient(
        exercises,
        trainedScales(base, trained),
        base,
        options.klWeight,
      )
      const slopes = trained.map((part) => gradientOfW(part, dScales))
      if (!Number.isFinite(clipGlobalNorm(slopes, CLIP_NORM)))
        throw new AppError('numeric', `Training diverged at step ${step}.`)
      adam.step(slopes, rateAt(options, step))
      rewards.push(mean(right))
      const informative = right.filter((p) => p > LEAST_SIGNAL && p < 1 - LEAST_SIGNAL).length
      hooks.onStep?.({
        ...{ step: step + 1, steps: options.steps },
        ...{ reward: mean(right), kl, anchorKl: 0, informative },
      })
      await hooks.keep?.(step + 1, () => takeSnapshot(step + 1, parameters, adam.state, prng))
    }
  } finally {
    await gradients?.dispose()
  }
  return {
    name: task,
    z: new Map(trained.map((part) => [part.module.name, normalisedZ(part)])),
    provenance: choiceProvenance(model, task, options, step),
  }
}

/** @throws AppError `bad-input` for a choice without tokens */
export function encodeExercise(
  tokenizer: Tokenizer,
  { prompt, system, choices, label }: ChoiceExercise,
): EncodedChoices {
  const encoded = choices.map((choice) => tokenizer.encode(choice))
  if (encoded.some((ids) => ids.length === 0)) throw new AppError('bad-input', 'A choice is empty.')
  const promptIds = tokenizer.promptIds(prompt, system === undefined ? {} : { system })
  const { shared, rest } = splitShared(encoded)
  return { promptIds: [...promptIds, ...shared], choices: rest, label }
}

function choiceProvenance(
  model: FactoredModel,
  task: ChatTask,
  { modules, seed, steps, prompts, learningRate, klWeight }: ChoiceTrainingOptions,
  done: number,
): Record<string, string> {
  return {
    model: model.hash,
    [FINGERPRINT]: weightsFingerprint(model),
    task,
    objective: 'expected-reward',
    modules,
    seed: String(seed),
    steps: String(done),
    planned_steps: String(steps),
    prompts: String(prompts),
    learning_rate: String(learningRate),
    kl_weight: String(klWeight),
  }
}
