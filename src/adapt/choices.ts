import { AppError, throwIfAborted } from '../core/errors.ts'
import type { Lane, ScoredLane } from '../engine/engine.ts'
import type { ChoiceItem } from './eval-item.ts'
import type { Runtime } from './runtime.ts'

interface ChoiceLane extends Lane {
  readonly item: ChoiceItem
}

/**
 * The choice with the highest summed log-likelihood after each prompt; a tie goes to the earlier choice.
 * @throws AppError `bad-input` when a choice has no tokens.
 */
export async function likeliestChoices(
  runtime: Runtime,
  lanes: readonly ChoiceLane[],
  batch: number,
  signal?: AbortSignal,
): Promise<number[]> {
  const scored = lanes.flatMap(({ item, ids, scales, soft }) =>
    item.choices.map((choice): ScoredLane => {
      const answerIds = runtime.tokenizer.encode(choice)
      if (answerIds.length === 0) throw new AppError('bad-input', 'A choice is empty.')
      return { scales, ids, answerIds, ...(soft && { soft }) }
    }),
  )
  const logProbs: number[] = []
  for (let start = 0; start < scored.length; start += batch) {
    throwIfAborted(signal)
    const scores = await runtime.engine.score(scored.slice(start, start + batch), signal)
    for (const { logProb } of scores) logProbs.push(logProb)
  }
  let next = 0
  return lanes.map(({ item }) => {
    const own = logProbs.slice(next, next + item.choices.length)
    next += item.choices.length
    return own.reduce((best, logProb, index) => (logProb > (own[best] ?? logProb) ? index : best), 0)
  })
}
