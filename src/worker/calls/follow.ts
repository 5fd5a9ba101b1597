import { followAnswer } from '../../adapt/follow-answer.ts'
import type { Call } from './call.ts'
import { lanesOf } from './lanes.ts'
import { shownCandidates } from './shown.ts'

/** More is no list that a person reads. */
const MOST_CANDIDATES = 64

export const follow: Call<'follow'> = async ({ lanes, answer, topK, ...asked }, { slot, signal }) => {
  const { runtime } = slot.current()
  const { tokenizer } = runtime
  const own = lanesOf(runtime, asked, lanes)
  const [{ scales: _, ...prompt } = { ids: [] }] = own
  const scales = own.map((lane) => lane.scales)
  const options = { topK: Math.min(topK, MOST_CANDIDATES), signal }
  const followed = await followAnswer(runtime, prompt, scales, answer, options)
  return {
    pieces: tokenizer.pieces(answer.slice(0, followed[0]?.length)),
    lanes: followed.map((tokens) =>
      tokens.map(({ logProb, top, divergence }) => ({
        ...{ logProb, divergence, top: shownCandidates(tokenizer, top) },
      })),
    ),
  }
}
