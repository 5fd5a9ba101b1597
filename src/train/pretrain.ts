import { AppError, throwIfAborted } from '../core/errors.ts'
import { createPrng, type PrngPlace } from '../core/prng.ts'
import { floatTensor, int64Tensor, type OrtRuntime } from '../engine/ort/runtime.ts'
import type { LlamaConfig } from '../model/llama-config.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { type AdamState, clipGlobalNorm, createAdam } from './adam.ts'
import { corpusBatches, POOL } from './corpus-batches.ts'
import { type InitialParameter, initialWeights } from './initial-weights.ts'
import { GRADIENT_OF, pretrainGraph } from './pretrain-graph.ts'
import { type Recipe, recipeConfig } from './recipe.ts'
import { teacherBatch } from './teacher-batch.ts'

export interface PretrainProgress {
  readonly step: number
  readonly steps: number
  /** Mean negative log-likelihood of an answer token, smoothed. */
  readonly answerLoss: number
  /** Tokens trained on so far, prompts included. */
  readonly tokens: number
}

/** Everything a later process needs to go on where this one stopped. */
export interface PretrainState {
  readonly parameters: readonly InitialParameter[]
  readonly adam: AdamState
  readonly progress: PretrainProgress
  /** Where the corpus's stream stood before the pool that the last batch came from. */
  readonly corpus: PrngPlace
}

export interface PretrainHooks {
  readonly threads?: number
  readonly signal?: AbortSignal
  readonly resume?: PretrainState
  /** Called after every step with a live view of the state; copy what is to be kept. */
  readonly onStep?: (state: PretrainState) => Promise<void> | void
}

export interface Pretrained {
  readonly config: LlamaConfig
  readonly parameters: readonly InitialParameter[]
  readonly progress: PretrainProgress
}

const SMOOTHING = 0.98

/** The rate of a step from 0 on: linear warm-up, then half a cosine down to the final rate. */
export function pretrainRate(training: Recipe['training'], step: number): number {
  const { learning_rate: top, final_learning_rate: end, warmup_steps: warmup, steps } = training
  const cosine = end + (top - end) * 0.5 * (1 + Math.cos((Math.PI * step) / steps))
  return cosine * Math.min(1, (step + 1) / Math.max(1, warmup))
}

/**
 * Trains a small Llama from scratch on the task corpus (AdamW, next-token loss).
 *
 * @throws AppError `cancelled`, or `numeric` when the loss is no longer a finite number
 */
export async function pretrain(
  ort: OrtRuntime,
  recipe: Recipe,
  tokenizer: Tokenizer,
  hooks: PretrainHooks = {},
): Promise<Pretrained> {
  const [endId] = tokenizer.stopIds
  if (endId === undefined) throw new AppError('bad-input', 'The tokenizer has no end token.')
  const { training, seed } = recipe
  const config = recipeConfig(recipe, tokenizer.vocabSize, endId)
  const parameters = hooks.resume?.parameters ?? initialWeights(config, seed, training.weight_decay)
  const adam = createAdam(parameters, { beta1: 0.9, beta2: 0.98 }, hooks.resume?.adam)
  const options = { intraOpNumThreads: hooks.threads ?? 1 }
  const session = await ort.InferenceSession.create(pretrainGraph(config), options)
  const stream = createPrng(hooks.resume?.corpus ?? seed + 1)
  const batches = corpusBatches(tokenizer, endId, stream, training.batch_size, training.prompt_weight)
  let corpus = stream.place()
  let progress = hooks.resume?.progress ?? {
    step: 0,
    steps: training.steps,
    answerLoss: Number.NaN,
    tokens: 0,
  }
  // After the last batch of a pool the stream stands where that pool began, so all of it is drawn again.
  const drawn = progress.step === 0 ? 0 : ((progress.step - 1) % POOL) + 1
  for (let skipped = 0; skipped < drawn; skipped++) batches.next()

  try {
    while (progress.step < training.steps) {
      throwIfAborted(hooks.signal)
      if (progress.step % POOL === 0) corpus = stream.place()
      const sequences = batches.next().value
      const { feeds, rows } = teacherBatch(ort, sequences)
      const weightSum = rows.reduce((sum, { weight }) => sum + weight, 0)
      const weights = floatTensor(
        ort,
        Float32Array.from(rows, ({ weight }) => weight / weightSum),
        [rows.length, 1],
      )
      const targets = int64Tensor(
        ort,
        rows.map(({ id }) => id),
        [rows.length, 1],
      )
      const current = Object.fromEntries(
        parameters.map(({ name, values, shape }) => [name, floatTensor(ort, values, shape)]),
      )
      const results = await session.run({ ...feeds, ...current, targets, weights })
      const gradients = parameters.map(({ name }) => results[GRADIENT_OF + name]?.data as Float32Array)
      const norm = clipGlobalNorm(gradients, training.clip_norm)
      if (!Number.isFinite(norm)) throw new AppError('numeric', `Training diverged at step ${progress.step}.`)
      adam.step(gradients, pretrainRate(training, progress.step))

      const picked = results.picked?.data as Float32Array
      const answers = rows.flatMap(({ weight }, index) => (weight === 1 ? [picked[index] ?? 0] : []))
      const loss = -answers.reduce((sum, p) => sum + p, 0) / Math.max(1, answers.length)
      progress = {
        step: progress.step + 1,
        steps: training.steps,
        answerLoss: Number.isNaN(progress.answerLoss)
          ? loss
          : SMOOTHING * progress.answerLoss + (1 - SMOOTHING) * loss,
        tokens: progress.tokens + rows.length,
      }
      await hooks.onStep?.({ parameters, adam: adam.state, progress, corpus })
    }
  } finally {
    await session.release()
  }
  return { config, parameters, progress }
}
