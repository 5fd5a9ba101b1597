import { floatTensor, int64Tensor, type OrtRuntime, type OrtSession } from '../engine/ort/runtime.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Rollout } from './rollouts.ts'
import { teacherBatch } from './teacher-batch.ts'

export interface PolicySessions {
  /** scaleGradientGraph with KL. */
  readonly gradient: OrtSession
  /** logProbsGraph. */
  readonly reference: OrtSession
}

/** Answers the base gave to other kinds of prompts, on which the expert is to stay what the base is. */
export type Anchor = Pick<Rollout, 'promptIds' | 'answerIds'>

export interface PolicyBatch {
  /** Answers with their advantages. */
  readonly rollouts: readonly Rollout[]
  readonly anchors: readonly Anchor[]
  /** Weight of KL(new ‖ base) on the rollouts, and on the anchors; each a mean over tokens. */
  readonly klWeight: number
  readonly anchorWeight: number
}

export interface PolicyGradient {
  readonly dScales: Float32Array
  /** KL(new ‖ base) in nats a token, on the rollouts and on the anchors. */
  readonly kl: number
  readonly anchorKl: number
}

const share = (sum: number, count: number) => (count > 0 ? sum / count : 0)

/**
 * Gradient of `− Σ A_t log π(y_t) + λ KL(π ‖ base)`, a mean over the tokens of the rollouts (paper eq. 2 with a
 * group baseline), plus `μ KL(π ‖ base)`, a mean over the tokens of the anchors. One batch holds everything.
 */
export async function policyGradient(
  ort: OrtRuntime,
  { gradient, reference }: PolicySessions,
  model: FactoredModel,
  base: Float32Array,
  scales: Float32Array,
  { rollouts, anchors, klWeight, anchorWeight }: PolicyBatch,
): Promise<PolicyGradient> {
  const sequences = [...rollouts, ...anchors].map(({ promptIds, answerIds }) => ({
    ids: [...promptIds, ...answerIds],
    weights: [...promptIds.map(() => 0), ...answerIds.map(() => 1)],
  }))
  const { feeds, rows } = teacherBatch(ort, sequences)
  const isRollout = ({ sequence }: { sequence: number }) => sequence < rollouts.length
  const own = rows.filter(isRollout).length
  const others = rows.length - own
  const column = (value: (row: (typeof rows)[number]) => number) =>
    floatTensor(ort, Float32Array.from(rows, value), [rows.length, 1])
  const scaleTensor = (data: Float32Array) => floatTensor(ort, data, [1, model.totalRank])
  const before = await reference.run({ ...feeds, scales: scaleTensor(base) })
  const results = await gradient.run({
    ...feeds,
    scales: scaleTensor(scales),
    targets: int64Tensor(
      ort,
      rows.map(({ id }) => id),
      [rows.length, 1],
    ),
    weights: column(({ sequence }) => share(rollouts[sequence]?.advantage ?? 0, own)),
    reference: floatTensor(ort, before.log_probs?.data as Float32Array, [
      rows.length,
      model.config.vocab_size,
    ]),
    kl_weights: column((row) => (isRollout(row) ? share(klWeight, own) : share(anchorWeight, others))),
  })
  const divergence = results.kl?.data as Float32Array
  const sum = (wanted: boolean) =>
    rows.reduce(
      (total, row, index) => (isRollout(row) === wanted ? total + (divergence[index] ?? 0) : total),
      0,
    )
  return {
    dScales: results['d scales']?.data as Float32Array,
    kl: share(sum(true), own),
    anchorKl: share(sum(false), others),
  }
}
