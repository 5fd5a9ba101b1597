import { floatTensor, int64Tensor, type OrtRuntime, type OrtSession } from '../engine/ort/runtime.ts'
import { joinSoftRows } from '../engine/soft-rows.ts'
import { SOFT_INPUT } from '../graph/llama.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Feeds } from './learner.ts'
import type { Rollout } from './rollouts.ts'
import { teacherBatch } from './teacher-batch.ts'

export interface PolicySessions {
  /** scaleGradientGraph with KL, or loraGradientGraph. */
  readonly gradient: OrtSession
  /** logProbsGraph. */
  readonly reference: OrtSession
  /** Whether both graphs have an input for soft tokens. */
  readonly takesSoft?: boolean
}

/** Answers the base gave to other kinds of prompts, on which the expert is to stay what the base is. */
export type Anchor = Pick<Rollout, 'promptIds' | 'answerIds' | 'soft'>

/** An answer that is to become likelier (or, with a negative advantage, less likely). */
export type WeighedAnswer = Anchor & Pick<Rollout, 'advantage'>

export interface PolicyBatch {
  readonly answers: readonly WeighedAnswer[]
  readonly anchors: readonly Anchor[]
  /** Weight of KL(new ‖ base) on the answers, and on the anchors; each a mean over tokens. */
  readonly klWeight: number
  readonly anchorWeight: number
}

/** Where the gradient is taken: the scales, and whatever else the gradient graph takes. */
export interface PolicyPoint {
  readonly base: Float32Array
  readonly scales: Float32Array
  readonly feeds: Feeds
}

export interface PolicyGradient {
  /** Everything the gradient graph gave. */
  readonly results: Feeds
  /** `− log p` of a token of the answers in nats, a mean, whatever their advantages. */
  readonly loss: number
  /** KL(new ‖ base) in nats a token, on the answers and on the anchors. */
  readonly kl: number
  readonly anchorKl: number
}

/** Tokens of the answers and of the anchors that the means are over, where a batch is only a part of them. */
export interface TokenCounts {
  readonly answers: number
  readonly anchors: number
}

const share = (sum: number, count: number) => (count > 0 ? sum / count : 0)

/**
 * Gradient of `− Σ A_t log π(y_t) + λ KL(π ‖ base)`, a mean over the tokens of the answers (paper eq. 2 with a
 * group baseline; with A = 1 the next-token loss), plus `μ KL(π ‖ base)`, a mean over the tokens of the anchors.
 * One batch holds everything; `of` tells what it is a part of, if it is one.
 */
export async function policyGradient(
  ort: OrtRuntime,
  { gradient, reference, takesSoft = false }: PolicySessions,
  model: FactoredModel,
  { base, scales, feeds: more }: PolicyPoint,
  { answers, anchors, klWeight, anchorWeight }: PolicyBatch,
  of?: TokenCounts,
): Promise<PolicyGradient> {
  const all = [...answers, ...anchors]
  const { vocab_size: vocab, hidden_size: hidden } = model.config
  const soft = joinSoftRows(
    all.map((answer) => answer.soft),
    hidden,
  )
  const sequences = all.map(({ promptIds, answerIds }, sequence) => ({
    ids: [...promptIds, ...answerIds].map((id) => (id < vocab ? id : id + (soft.starts[sequence] ?? 0))),
    weights: [...promptIds.map(() => 0), ...answerIds.map(() => 1)],
  }))
  const teacher = teacherBatch(ort, sequences)
  const { rows } = teacher
  // A graph without this input is fed nothing of the kind.
  const feeds = takesSoft
    ? { ...teacher.feeds, [SOFT_INPUT]: floatTensor(ort, soft.data, [soft.rows, hidden]) }
    : teacher.feeds
  const isAnswer = ({ sequence }: { sequence: number }) => sequence < answers.length
  const ownRows = rows.filter(isAnswer).length
  const own = of?.answers ?? ownRows
  const others = of?.anchors ?? rows.length - ownRows
  const column = (value: (row: (typeof rows)[number]) => number) =>
    floatTensor(ort, Float32Array.from(rows, value), [rows.length, 1])
  const scaleTensor = (data: Float32Array) => floatTensor(ort, data, [1, model.totalRank])
  const before = await reference.run({ ...feeds, scales: scaleTensor(base) })
  const results = await gradient.run({
    ...feeds,
    ...more,
    scales: scaleTensor(scales),
    targets: int64Tensor(
      ort,
      rows.map(({ id }) => id),
      [rows.length, 1],
    ),
    weights: column(({ sequence }) => share(answers[sequence]?.advantage ?? 0, own)),
    reference: floatTensor(ort, before.log_probs?.data as Float32Array, [
      rows.length,
      model.config.vocab_size,
    ]),
    kl_weights: column((row) => (isAnswer(row) ? share(klWeight, own) : share(anchorWeight, others))),
  })
  const sum = (values: Float32Array, ofAnswers: boolean) =>
    rows.reduce(
      (total, row, index) => (isAnswer(row) === ofAnswers ? total + (values[index] ?? 0) : total),
      0,
    )
  const divergence = results.kl?.data as Float32Array
  return {
    results,
    loss: -share(sum(results.picked?.data as Float32Array, true), own),
    kl: share(sum(divergence, true), own),
    anchorKl: share(sum(divergence, false), others),
  }
}
