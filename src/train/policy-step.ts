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

export interface PolicyGradient {
  readonly dScales: Float32Array
  /** KL(new ‖ base) a token, in nats. */
  readonly kl: number
}

/**
 * Gradient of `− Σ A_t log π(y_t) + λ KL(π ‖ base)`, both a mean over the tokens of the answers given
 * (paper eq. 2 with a group baseline). One batch holds all answers.
 */
export async function policyGradient(
  ort: OrtRuntime,
  { gradient, reference }: PolicySessions,
  model: FactoredModel,
  base: Float32Array,
  scales: Float32Array,
  rollouts: readonly Rollout[],
  klWeight: number,
): Promise<PolicyGradient> {
  const sequences = rollouts.map(({ promptIds, answerIds }) => ({
    ids: [...promptIds, ...answerIds],
    weights: [...promptIds.map(() => 0), ...answerIds.map(() => 1)],
  }))
  const { feeds, rows } = teacherBatch(ort, sequences)
  const count = rows.length
  const scaleTensor = (data: Float32Array) => floatTensor(ort, data, [1, model.totalRank])
  const likelihood = {
    targets: int64Tensor(
      ort,
      rows.map(({ id }) => id),
      [count, 1],
    ),
    weights: floatTensor(
      ort,
      Float32Array.from(rows, ({ sequence }) => (rollouts[sequence]?.advantage ?? 0) / count),
      [count, 1],
    ),
  }
  const before = await reference.run({ ...feeds, scales: scaleTensor(base) })
  const results = await gradient.run({
    ...feeds,
    ...likelihood,
    scales: scaleTensor(scales),
    reference: floatTensor(ort, before.log_probs?.data as Float32Array, [count, model.config.vocab_size]),
    kl_weights: floatTensor(ort, new Float32Array(count).fill(klWeight / count), [count, 1]),
  })
  return {
    dScales: results['d scales']?.data as Float32Array,
    kl: klWeight > 0 ? Number(results.kl?.data[0]) / klWeight : 0,
  }
}
