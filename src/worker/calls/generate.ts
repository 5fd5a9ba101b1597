import { generateAnswers } from '../../adapt/answer.ts'
import type { Call } from './call.ts'
import { lanesOf } from './lanes.ts'
import { createPieceStream, shownCandidates } from './shown.ts'

export const generate: Call<'generate'> = async (request, { slot, signal, emit }) => {
  const { runtime } = slot.current()
  const { tokenizer } = runtime
  const { maxTokens, temperature, seed, topK } = request
  const lanes = lanesOf(runtime, request, request.lanes)
  const streams = lanes.map(() => createPieceStream(tokenizer))
  const { answers, ms } = await generateAnswers(runtime, lanes, {
    maxTokens,
    temperature,
    seed,
    topK,
    signal,
    onRead: (tokens, of) => emit({ tokens: [], read: { tokens, of } }),
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
