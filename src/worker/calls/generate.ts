import { generateAnswers } from '../../adapt/answer.ts'
import { AppError } from '../../core/errors.ts'
import type { Call } from './call.ts'
import { lanesOf } from './lanes.ts'
import { createPieceStream, shownCandidates } from './shown.ts'

export const generate: Call<'generate'> = async (request, { slot, signal, emit }) => {
  const { runtime } = slot.current()
  const { tokenizer } = runtime
  const { maxTokens, temperature, seed, topK } = request
  if (!Number.isInteger(maxTokens) || maxTokens < 1) {
    throw new AppError('bad-input', `The number of tokens must be a positive whole number, not ${maxTokens}.`)
  }
  if (!(temperature >= 0 && Number.isFinite(temperature))) {
    throw new AppError('bad-input', `The temperature must be 0 or more, not ${temperature}.`)
  }
  const lanes = lanesOf(runtime, request, request.lanes)
  const streams = lanes.map(() => createPieceStream(tokenizer))
  const { answers, ms } = await generateAnswers(runtime, lanes, {
    maxTokens,
    temperature,
    seed,
    topK,
    signal,
    onTokens: (tokens) =>
      emit({
        tokens: tokens.map(({ lane, index, id, top }) => ({
          lane,
          index,
          id,
          piece: streams[lane]?.(id) ?? '',
          top: shownCandidates(tokenizer, top),
        })),
      }),
  })
  // The first token of a lane comes out of the prefill.
  const decoded = answers.reduce((sum, { ids }) => sum + Math.max(0, ids.length - 1), 0)
  return {
    lanes: answers.map(({ ids, text, finished }) => ({ ids, pieces: tokenizer.pieces(ids), text, finished })),
    ms,
    tokensPerSecond: ms.decode > 0 ? (1000 * decoded) / ms.decode : 0,
  }
}
