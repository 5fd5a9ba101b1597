import { logSoftmax } from '../core/softmax.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Lane } from './engine.ts'
import { referenceLogits } from './reference.ts'

/** log p of each token of an answer after the lane's ids, in float64, by the plain reference forward. */
export function referenceLogProbs(
  model: FactoredModel,
  { ids, scales, soft }: Pick<Lane, 'ids' | 'soft'> & { readonly scales: ArrayLike<number> },
  answerIds: readonly number[],
): number[] {
  const rows = referenceLogits(model, scales, [...ids, ...answerIds], soft)
  return answerIds.map((id, index) => logSoftmax(rows[ids.length + index - 1] ?? [])[id] ?? Number.NaN)
}
