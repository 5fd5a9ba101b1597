import { AppError, throwIfAborted } from '../../core/errors.ts'
import { baseScales } from '../../core/mixing.ts'
import { createPrng, type Prng } from '../../core/prng.ts'
import { floatTensor, type OrtRuntime } from '../../engine/ort/runtime.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import type { EncoderTensor, VisionEncoder } from '../../model/vision/encoder.ts'
import { clipGlobalNorm, createAdam } from '../adam.ts'
import type { Feeds } from '../learner.ts'
import { GRADIENT_OF } from '../pretrain-graph.ts'
import { copyAdam, restoreParameters, type TrainingSnapshot, takeSnapshot } from '../snapshot.ts'
import { answeringBatch, readingBatch } from './encoder-batches.ts'
import { answeringGraph, readingGraph } from './encoder-losses.ts'
import { initialEncoder } from './initial-encoder.ts'

export interface EncoderOptions {
  readonly seed: number
  /** Steps of learning to read, and then of reading and answering together. */
  readonly readingSteps: number
  readonly answeringSteps: number
  /** Pictures to be read in a step, and questions about pictures in a step of the second stage. */
  readonly pictures: number
  readonly questions: number
  readonly readingRate: number
  readonly answeringRate: number
}

export const ENCODER_DEFAULTS: EncoderOptions = {
  seed: 1,
  readingSteps: 5000,
  answeringSteps: 500,
  pictures: 48,
  questions: 24,
  readingRate: 0.003,
  answeringRate: 0.0005,
}

export interface EncoderStep {
  readonly step: number
  readonly steps: number
  /** The reading loss, and the squared distance from the words' embeddings in units of theirs. */
  readonly reading: number
  readonly distance: number
  /** Nats a token of an answer; null while it learns to read. */
  readonly answering: number | null
}

export interface EncoderHooks {
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Called after every step, with a way to keep the training as it stands. */
  readonly onStep?: (step: EncoderStep, snapshot: () => TrainingSnapshot) => Promise<void> | void
  /** Goes on from here to the end that an uninterrupted run would have reached, bit for bit. */
  readonly resume?: TrainingSnapshot
}

const CLIP_NORM = 1
const WARMUP = 50
/** Within each stage the rate falls to this share along half a cosine. */
const FINAL_SHARE = 0.02

interface Stage {
  /** Steps of the stages before it. */
  readonly before: number
  readonly steps: number
  readonly rate: number
  readonly graph: () => Uint8Array
  readonly draw: (prng: Prng) => Feeds
}

/**
 * Trains a patch encoder in front of a frozen language model. First it learns to read: its soft tokens are drawn to
 * the embeddings of the words that panels show. Then it also learns by next-token through the language model, from
 * answers right and wrong as the corpus's writers give them, to exercises of `vision`; `vision-hard` plays no part.
 *
 * @throws AppError `cancelled`, `numeric` on divergence, `bad-input` for a model with another vocabulary or a snapshot of another
 * training
 */
export async function trainEncoder(
  ort: OrtRuntime,
  model: FactoredModel,
  tokenizer: Tokenizer,
  options: EncoderOptions,
  hooks: EncoderHooks = {},
): Promise<VisionEncoder> {
  const { pictures, questions } = options
  const { resume } = hooks
  const start = createPrng(options.seed)
  const hiddenSize = model.config.hidden_size
  const parameters = initialEncoder(hiddenSize, start)
  if (resume) restoreParameters(resume, parameters)
  const prng = resume ? createPrng(resume.prng) : start
  const steps = options.readingSteps + options.answeringSteps
  const base = { scales: floatTensor(ort, baseScales(model.adapted), [1, model.totalRank]) }
  let done = resume?.step ?? 0

  async function learn({ before, steps: count, rate, graph, draw }: Stage): Promise<void> {
    if (done >= before + count) return
    // A stage that has not begun begins with moments of its own.
    const moments = resume && done > before ? copyAdam(resume.adam) : undefined
    const adam = createAdam(parameters, { beta1: 0.9, beta2: 0.98 }, moments)
    const session = await ort.InferenceSession.create(graph(), { intraOpNumThreads: hooks.threads ?? 1 })
    try {
      for (let step = done - before; step < count; step++) {
        throwIfAborted(hooks.signal)
        const weights = parameters.map(({ name, values, shape }) => [name, floatTensor(ort, values, shape)])
        const results = await session.run({ ...draw(prng), ...Object.fromEntries(weights) })
        const gradients = parameters.map(({ name }) => results[GRADIENT_OF + name]?.data as Float32Array)
        if (!Number.isFinite(clipGlobalNorm(gradients, CLIP_NORM)))
          throw new AppError('numeric', `Training diverged at step ${done}.`)
        const cosine = FINAL_SHARE + (1 - FINAL_SHARE) * 0.5 * (1 + Math.cos((Math.PI * step) / count))
        adam.step(gradients, rate * cosine * Math.min(1, (step + 1) / WARMUP))
        done += 1
        const answering = results.answering ? Number(results.answering.data[0]) : null
        const [reading, distance] = [results.reading, results.distance].map((value) => Number(value?.data[0]))
        await hooks.onStep?.(
          { step: done, steps, reading: reading ?? 0, distance: distance ?? 0, answering },
          () => takeSnapshot(done, parameters, adam.state, prng),
        )
      }
    } finally {
      await session.release()
    }
  }

  await learn({
    before: 0,
    steps: options.readingSteps,
    rate: options.readingRate,
    graph: () => readingGraph(model),
    draw: (own) => readingBatch(ort, tokenizer, pictures, own),
  })
  await learn({
    before: options.readingSteps,
    steps: options.answeringSteps,
    rate: options.answeringRate,
    graph: () => answeringGraph(model),
    draw: (own) => ({ ...base, ...answeringBatch(ort, model, tokenizer, { pictures, questions }, own) }),
  })
  const weights = Object.fromEntries(parameters.map(({ name, values }) => [name, values]))
  return {
    hiddenSize,
    weights: weights as Record<EncoderTensor, Float32Array>,
    provenance: {
      model: model.hash,
      ...Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])),
    },
  }
}
