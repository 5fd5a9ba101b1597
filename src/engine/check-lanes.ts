import { AppError } from '../core/errors.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Lane } from './engine.ts'

/**
 * Refuses lanes that no engine could run, before anything is allocated.
 *
 * @param extraTokens how many tokens each lane will grow by
 * @throws AppError `bad-input`
 */
export function checkLanes(model: FactoredModel, lanes: readonly Lane[], extraTokens: number): void {
  const { vocab_size: vocab, max_position_embeddings: limit } = model.config
  if (lanes.length === 0) throw new AppError('bad-input', 'There is no lane to run.')
  for (const { ids, scales } of lanes) {
    if (ids.length === 0) throw new AppError('bad-input', 'A lane needs at least one token.')
    if (scales.length !== model.totalRank)
      throw new AppError(
        'bad-input',
        `A lane has ${scales.length} scales, the model needs ${model.totalRank}.`,
      )
    if (ids.length + extraTokens > limit)
      throw new AppError(
        'bad-input',
        `${ids.length} tokens and ${extraTokens} more are over the model's ${limit}.`,
        {
          advice: 'Shorten the prompt or ask for fewer tokens.',
        },
      )
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= vocab)
    if (wrong !== undefined)
      throw new AppError('bad-input', `Token id ${wrong} is outside the vocabulary (0 to ${vocab - 1}).`)
  }
}
