import { choiceEvalItem, type EvalItem, taskEvalItem } from '../../adapt/eval-item.ts'
import { judge } from '../../adapt/evaluate.ts'
import { testItems } from '../../tasks/families.ts'
import { type ChatFamily, isChatFamily } from '../../tasks/natural/chat-families.ts'
import { chatExercises } from '../../tasks/natural/chat-tasks.ts'
import type { Family } from '../../tasks/task-item.ts'
import type { Call } from './call.ts'

/** Small, so that a slider moved meanwhile waits for one batch and not for the whole run. */
const BATCH = 16

/** Part by part, every mix on the same items, so that what has been counted so far can be compared too. */
export const compare: Call<'compare'> = async ({ family, items, seed, mixes }, { slot, signal, emit }) => {
  const { runtime } = slot.current()
  const drawn = itemsOf(family, items, seed)
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

function itemsOf(family: Family | ChatFamily, items: number, seed: number): EvalItem[] {
  return isChatFamily(family)
    ? chatExercises(family, items, seed).map(choiceEvalItem)
    : testItems(family, items, seed).map(taskEvalItem)
}
