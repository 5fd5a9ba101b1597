import { AppError, throwIfAborted } from '../core/errors.ts'
import type { FollowedToken } from '../engine/engine.ts'
import type { PromptLane } from '../model/vision/picture-prompt.ts'
import type { Runtime } from './runtime.ts'

/** Logits of one call of the engine, all lanes and places together: 32 MiB, and others wait no longer for their turn. */
const MOST_LOGITS = 2 ** 23

export interface FollowOptions {
  /** Candidates to report at each place. */
  readonly topK: number
  /** Most logits of one call of the engine; longer answers are read in parts. */
  readonly mostLogits?: number
  readonly signal?: AbortSignal
}

/**
 * What every lane finds likely at each place of one answer, `[lanes][answer tokens]`, and its divergence from the first
 * lane. An answer that ends where the context does loses the token that no model could have read.
 * @param scales of each lane, `[model.totalRank]`
 * @throws AppError `bad-input` for an empty answer, and the engine's errors
 */
export async function followAnswer(
  { engine, model }: Pick<Runtime, 'engine' | 'model'>,
  prompt: PromptLane,
  scales: readonly Float32Array[],
  answer: readonly number[],
  { topK, mostLogits = MOST_LOGITS, signal }: FollowOptions,
): Promise<FollowedToken[][]> {
  const { vocab_size, max_position_embeddings } = model.config
  const read = answer.slice(0, Math.max(0, max_position_embeddings - prompt.ids.length))
  if (read.length === 0) throw new AppError('bad-input', 'There is no answer to follow.')
  const size = Math.max(1, Math.floor(mostLogits / (vocab_size * scales.length)))
  const followed = scales.map((): FollowedToken[] => [])
  for (let start = 0; start < read.length; start += size) {
    throwIfAborted(signal)
    const ids = [...prompt.ids, ...read.slice(0, start)]
    const answerIds = read.slice(start, start + size)
    const lanes = scales.map((own) => ({ ...prompt, ids, scales: own, answerIds }))
    const part = await engine.follow(lanes, topK, signal)
    part.forEach((tokens, lane) => {
      followed[lane]?.push(...tokens)
    })
  }
  return followed
}
