import { klDivergence } from '../core/divergence.ts'
import { logProbability, topK as mostProbable } from '../core/softmax.ts'
import type { FollowedToken } from './engine.ts'

/**
 * What lanes say along one answer, from logits on the CPU.
 * @param rows logits that each token of the answer is chosen from: `[lanes][answer tokens][vocab_size]`
 * @param answers ids of each lane's answer, all equally many
 */
export function followRows(
  rows: readonly (readonly Float32Array[])[],
  answers: readonly (readonly number[])[],
  topK: number,
): FollowedToken[][] {
  const [reference = []] = rows
  return rows.map((own, lane) =>
    own.map((logits, index) => ({
      logProb: logProbability(logits, answers[lane]?.[index] ?? -1),
      top: mostProbable(logits, topK),
      divergence: lane === 0 ? 0 : klDivergence(logits, reference[index] ?? []),
    })),
  )
}
