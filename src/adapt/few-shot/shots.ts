import { AppError } from '../../core/errors.ts'
import { testItems } from '../../tasks/families.ts'
import { type ChatTask, chatExercises } from '../../tasks/natural/chat-tasks.ts'
import type { Exercise, Family } from '../../tasks/task-item.ts'
import { isAccepted, type WrittenExercise } from '../../tasks/written-exercises.ts'
import { type ChoiceItem, choiceEvalItem, type OpenItem, taskEvalItem } from '../eval-item.ts'

/** One of the few examples that adaptation looks at. `answer` is a right answer, for scoring by likelihood. */
export type Shot = (OpenItem & { readonly answer: string }) | ChoiceItem

export const MOST_SHOTS = 200

/** `count` items of a family's validation split: nothing that is ever tested on. */
export function familyShots(family: Family, count: number, seed: number): Shot[] {
  requireShotCount(count)
  return testItems(family, count, seed, 'valid').map(exerciseShot)
}

/** The same of a family of choices for a model that chats. */
export function chatShots(family: ChatTask, count: number, seed: number): Shot[] {
  requireShotCount(count)
  return chatExercises(family, count, seed, 'valid').map(choiceEvalItem)
}

function requireShotCount(count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_SHOTS) return
  throw new AppError('bad-input', `There must be between 1 and ${MOST_SHOTS} shots.`)
}

/** A generated exercise; its right answer is the worked one. */
export function exerciseShot(item: Exercise): Shot {
  return { ...taskEvalItem(item), answer: item.worked }
}

/** A prompt and the answers that count, as a person writes them; an answer may come at the end of its working. */
export function writtenShot({ prompt, answers }: WrittenExercise): Shot {
  const verify = (text: string) => isAccepted(text, answers, 'ending')
  return { kind: 'open', prompt, verify, answer: answers[0] ?? '' }
}
