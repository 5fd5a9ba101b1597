import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { GenerateOptions, Lane } from '../engine.ts'

/** @throws AppError `bad-input` where a lane cannot be run. `extra` tokens of each lane follow its ids. */
export function requireLanes(
  model: FactoredModel,
  lanes: readonly Lane[],
  extra: readonly (readonly number[])[] = [],
): void {
  const { vocab_size: vocab, max_position_embeddings: most } = model.config
  if (lanes.length === 0) throw badInput('There is no lane to run.', 'Give at least one.')
  for (const [index, { ids, scales }] of lanes.entries()) {
    const all = extra[index] ? [...ids, ...extra[index]] : ids
    if (ids.length === 0) throw badInput(`Lane ${index} has no tokens.`, 'Give at least one token.')
    if (all.length > most) {
      throw badInput(
        `Lane ${index} has ${all.length} tokens; this model reads ${most}.`,
        'Shorten the prompt.',
      )
    }
    const strange = all.find((id) => !Number.isInteger(id) || id < 0 || id >= vocab)
    if (strange !== undefined) {
      throw badInput(`Token ${strange} is outside the vocabulary of ${vocab}.`, "Use this model's tokenizer.")
    }
    if (scales.length !== model.totalRank) {
      throw badInput(
        `Lane ${index} has ${scales.length} scales; this model has ${model.totalRank}.`,
        'Mix the experts for this model.',
      )
    }
  }
}

/** @throws AppError `bad-input` */
export function requireOptions({ maxTokens, temperature = 0, topK = 0 }: GenerateOptions): void {
  requireCount('maxTokens', maxTokens)
  requireCount('topK', topK)
  if (!Number.isFinite(temperature) || temperature < 0) {
    throw badInput(
      `A temperature of ${temperature} means nothing.`,
      'Use 0 for greedy, or a positive number.',
    )
  }
}

/** @throws AppError `bad-input` */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw badInput(`${name} is ${value}.`, 'Use a whole number that is not negative.')
  }
}

export function badInput(message: string, advice: string): AppError {
  return new AppError('bad-input', message, { advice })
}
