import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { checkLanes } from '../check-lanes.ts'
import type { GenerateOptions, ScoredLane } from '../engine.ts'

/** @throws AppError `bad-input` */
export function requireOptions({ maxTokens, temperature = 0, topK = 0 }: GenerateOptions): void {
  requireCount('maxTokens', maxTokens)
  requireCount('topK', topK)
  if (!Number.isFinite(temperature) || temperature < 0) {
    throw new AppError('bad-input', `A temperature of ${temperature} means nothing.`, {
      advice: 'Use 0 for greedy, or a positive number.',
    })
  }
}

/** @throws AppError `bad-input` */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new AppError('bad-input', `${name} is ${value}.`, {
      advice: 'Use a whole number that is not negative.',
    })
  }
}

/** @throws AppError `bad-input` where a lane or its answer cannot be scored. */
export function requireAnswers(model: FactoredModel, lanes: readonly ScoredLane[]): void {
  if (lanes.some(({ answerIds }) => answerIds.length === 0)) {
    throw new AppError('bad-input', 'An answer to be scored needs at least one token.')
  }
  checkLanes(
    model,
    lanes.map(({ ids, scales, answerIds }) => ({ scales, ids: [...ids, ...answerIds] })),
    0,
  )
}
