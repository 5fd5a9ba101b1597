import { likeLengths } from '../../core/like-lengths.ts'
import { floatTensor, int64Tensor, type OrtRuntime, type OrtSession } from '../../engine/ort/runtime.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { logProbsGraph } from '../policy-graph.ts'
import { paddedFeeds } from '../teacher-batch.ts'
import { choiceGradientGraph } from './choice-graph.ts'
import { type EncodedChoices, foldChoices } from './fold-choices.ts'

export interface ChoiceGradient {
  /** d loss / d scales, `[totalRank]`. */
  readonly dScales: Float32Array
  /** p of the right choice of each exercise, in their order. */
  readonly right: readonly number[]
  /** KL(new ‖ base) in nats, a mean over exercises of the mean over the places where choices differ. */
  readonly kl: number
}

export interface ChoiceGradients {
  /** The gradient of `klWeight KL − J`, both means over the exercises; not finite where the scales are not. */
  gradient(
    exercises: readonly EncodedChoices[],
    scales: Float32Array,
    base: Float32Array,
    klWeight: number,
  ): Promise<ChoiceGradient>
  dispose(): Promise<void>
}

export interface ChoiceGradientOptions {
  readonly threads?: number
  /** Most tokens, padding included, in one run of the graph: what is kept for the way back grows with them. */
  readonly runTokens?: number
}

/** Half a gigabyte and more for a model of 135 million parameters. */
const RUN_TOKENS = 256
/** What a choice that is not there has for a log-likelihood; its share is 0. */
const ABSENT = -1e9

/** Exact gradients of the expected reward of choices, in runs of like length. */
export async function createChoiceGradients(
  ort: OrtRuntime,
  model: FactoredModel,
  { threads = 1, runTokens = RUN_TOKENS }: ChoiceGradientOptions = {},
): Promise<ChoiceGradients> {
  const options = { intraOpNumThreads: threads }
  const gradient = await ort.InferenceSession.create(choiceGradientGraph(model), options)
  const reference = await ort.InferenceSession.create(logProbsGraph(model), options)
  const sessions = { gradient, reference }
  return {
    async gradient(exercises, scales, base, klWeight) {
      const dScales = new Float32Array(model.totalRank)
      const right = new Array<number>(exercises.length).fill(0)
      let kl = 0
      for (const members of runs(exercises, runTokens)) {
        const part = members.flatMap((index) => exercises[index] ?? [])
        const point = { scales, base, klWeight, of: exercises.length }
        const run = await runPart(ort, sessions, model, part, point)
        run.dScales.forEach((slope, index) => {
          dScales[index] = (dScales[index] ?? 0) + slope
        })
        members.forEach((index, place) => {
          right[index] = run.right[place] ?? Number.NaN
        })
        kl += run.kl
      }
      return { dScales, right, kl }
    },
    dispose: async () => {
      await Promise.all([gradient.release(), reference.release()])
    },
  }
}

/** Exercises of like length whose padded sequences hold at most `most` tokens. */
function runs(exercises: readonly EncodedChoices[], most: number): number[][] {
  const lengths = exercises.map(({ promptIds }) => promptIds.length)
  const found: number[][] = []
  let held = { sequences: 0, longest: 0 }
  for (const index of likeLengths(lengths, exercises.length || 1).flat()) {
    const own = exercises[index]
    if (!own) continue
    const { sequences } = foldChoices([own])
    const longest = Math.max(...sequences.map((ids) => ids.length))
    const joined = {
      sequences: held.sequences + sequences.length,
      longest: Math.max(held.longest, longest),
    }
    const last = found.at(-1)
    const fits = last !== undefined && joined.sequences * joined.longest <= most
    if (fits) last.push(index)
    else found.push([index])
    held = fits ? joined : { sequences: sequences.length, longest }
  }
  return found
}

async function runPart(
  ort: OrtRuntime,
  { gradient, reference }: { readonly gradient: OrtSession; readonly reference: OrtSession },
  model: FactoredModel,
  exercises: readonly EncodedChoices[],
  at: { scales: Float32Array; base: Float32Array; klWeight: number; of: number },
): Promise<ChoiceGradient> {
  const { sequences, rows, members } = foldChoices(exercises)
  const most = Math.max(...members.map((choices) => choices.length))
  const shape = [exercises.length, most]
  const membership = new Float32Array(exercises.length * most * rows.length)
  const absent = new Float32Array(exercises.length * most).fill(ABSENT)
  const rewards = new Float32Array(exercises.length * most)
  const klWeights = new Float32Array(rows.length)
  members.forEach((choices, exercise) => {
    choices.forEach((own, choice) => {
      absent[exercise * most + choice] = 0
      for (const row of own) membership[(exercise * most + choice) * rows.length + row] = 1
    })
    rewards[exercise * most + (exercises[exercise]?.label ?? 0)] = 1 / at.of
    const places = [...new Set(choices.flat())].filter((row) => rows[row]?.isFirst)
    for (const row of places) klWeights[row] = 1 / (places.length * at.of)
  })
  const feeds = paddedFeeds(ort, sequences, rows)
  const scaleTensor = (data: Float32Array) => floatTensor(ort, data, [1, model.totalRank])
  const before = await reference.run({ ...feeds, scales: scaleTensor(at.base) })
  const results = await gradient.run({
    ...feeds,
    scales: scaleTensor(at.scales),
    targets: int64Tensor(
      ort,
      rows.map(({ target }) => target),
      [rows.length, 1],
    ),
    members: floatTensor(ort, membership, [...shape, rows.length]),
    absent: floatTensor(ort, absent, shape),
    rewards: floatTensor(ort, rewards, shape),
    reference: floatTensor(ort, before.log_probs?.data as Float32Array, [
      rows.length,
      model.config.vocab_size,
    ]),
    kl_weights: floatTensor(
      ort,
      klWeights.map((weight) => at.klWeight * weight),
      [rows.length, 1],
    ),
  })
  const logChoices = results.choices?.data as Float32Array
  const divergence = results.kl?.data as Float32Array
  const dScales = results['d scales']?.data as Float32Array
  return {
    dScales,
    right: exercises.map(({ label }, exercise) =>
      Math.exp(logChoices[exercise * most + label] ?? Number.NaN),
    ),
    kl: klWeights.reduce((sum, weight, row) => sum + weight * (divergence[row] ?? 0), 0),
  }
}
