import { judge } from '../../adapt/evaluate.ts'
import { freshItems } from '../fresh-items.ts'
import type { Call } from './call.ts'

/** Small, so that a slider moved meanwhile waits for one batch and not for the whole run. */
const BATCH = 16

/** Part by part, every mix on the same items, so that what has been counted so far can be compared too. */
export const compare: Call<'compare'> = async ({ family, items, seed, mixes }, { slot, signal, emit }) => {
  const { runtime } = slot.current()
  const drawn = freshItems(family, items, seed)
  const correct = mixes.map(() => 0)
  for (let start = 0; start < drawn.length; start += BATCH) {
    const part = drawn.slice(start, start + BATCH)
    for (const [index, mix] of mixes.entries()) {
      const right = await judge(runtime, part, { mix }, { batch: BATCH, signal })
      correct[index] = (correct[index] ?? 0) + right.filter(Boolean).length
    }
    emit({ items: start + part.length, correct: [...correct] })
  }
  return { items: drawn.length, correct }
}
