import { AppError } from '../core/errors.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { Lane, ScoredLane } from './engine.ts'

/**
 * Refuses lanes that no engine could run, before anything is allocated.
 *
 * @param extraTokens how many tokens each lane will grow by
 * @throws AppError `bad-input`
 */
export function checkLanes(model: FactoredModel, lanes: readonly Lane[], extraTokens: number): void {
  const { vocab_size: vocab, max_position_embeddings: limit } = model.config
  if (lanes.length === 0) throw new AppError('bad-input', 'There is no lane to run.')
  for (const { ids, scales, soft, draft = [] } of lanes) {
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
    const known = vocab + softRows(model, soft)
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= known)
    if (wrong !== undefined) throw outside(wrong, vocab)
    const wrongDraft = draft.find((id) => !Number.isInteger(id) || id < 0 || id >= vocab)
    if (wrongDraft !== undefined) throw outside(wrongDraft, vocab)
  }
}

/**
 * The same for lanes with an answer to be scored, whose tokens are all of the vocabulary.
 * @throws AppError `bad-input`
 */
export function checkScoredLanes(model: FactoredModel, lanes: readonly ScoredLane[]): void {
  const { vocab_size: vocab } = model.config
  for (const { ids, answerIds } of lanes) {
    if (ids.length === 0) throw new AppError('bad-input', 'An answer to be scored needs a prompt.')
    if (answerIds.length === 0)
      throw new AppError('bad-input', 'An answer to be scored needs at least one token.')
    const soft = answerIds.find((id) => id >= vocab)
    if (soft !== undefined) throw outside(soft, vocab)
  }
  checkLanes(
    model,
    lanes.map((lane) => ({ ...lane, ids: [...lane.ids, ...lane.answerIds] })),
    0,
  )
}

/**
 * The same for lanes that go along answers of one length.
 * @throws AppError `bad-input`
 */
export function checkFollowedLanes(model: FactoredModel, lanes: readonly ScoredLane[]): void {
  checkScoredLanes(model, lanes)
  const [first] = lanes
  if (lanes.some(({ answerIds }) => answerIds.length !== first?.answerIds.length))
    throw new AppError('bad-input', 'Answers that are compared place by place must be equally long.')
}

/** How many soft tokens a lane brings. */
function softRows(model: FactoredModel, soft: Float32Array | undefined): number {
  if (!soft) return 0
  const rows = soft.length / model.config.hidden_size
  if (!Number.isInteger(rows))
    throw new AppError(
      'bad-input',
      `Soft tokens of ${soft.length} numbers do not divide into rows of ${model.config.hidden_size}.`,
    )
  if (!soft.every(Number.isFinite))
    throw new AppError('bad-input', 'A soft token has a number that is not finite.')
  return rows
}

function outside(id: number, vocab: number): AppError {
  return new AppError('bad-input', `Token id ${id} is outside the vocabulary (0 to ${vocab - 1}).`)
}
