import type { Call } from './call.ts'
import { lanesOf } from './lanes.ts'
import { shownCandidates } from './shown.ts'

export const next: Call<'next'> = async ({ lanes, topK, ...asked }, { slot, signal }) => {
  const { runtime } = slot.current()
  const started = performance.now()
  const rows = await runtime.engine.next(lanesOf(runtime, asked, lanes), topK, signal)
  return {
    lanes: rows.map((row) => shownCandidates(runtime.tokenizer, row)),
    ms: performance.now() - started,
  }
}
