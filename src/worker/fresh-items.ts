import { choiceEvalItem, type EvalItem, taskEvalItem } from '../adapt/eval-item.ts'
import { testItems } from '../tasks/families.ts'
import { type ChatFamily, isChatFamily } from '../tasks/natural/chat-families.ts'
import { chatExercises } from '../tasks/natural/chat-tasks.ts'
import type { Family } from '../tasks/task-item.ts'

/** Items of the test split that the seed draws: no expert was trained on any. */
export function freshItems(family: Family | ChatFamily, items: number, seed: number): EvalItem[] {
  return isChatFamily(family)
    ? chatExercises(family, items, seed).map(choiceEvalItem)
    : testItems(family, items, seed).map(taskEvalItem)
}
