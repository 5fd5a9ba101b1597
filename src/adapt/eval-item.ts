import type { Tokenizer } from '../model/tokenizer.ts'
import type { Picture } from '../model/vision/picture.ts'
import type { ChoiceExercise } from '../tasks/natural/choice-exercise.ts'
import type { Exercise } from '../tasks/task-item.ts'
import type { Question } from './runtime.ts'

interface Asked {
  readonly prompt: string
  /** What the prompt asks about, where it asks about a picture. */
  readonly picture?: Picture
  /** The system message to ask it with, where that is not the model's own. */
  readonly system?: string
}

/** A question whose answer is generated and then judged. */
export interface OpenItem extends Asked {
  readonly kind: 'open'
  readonly verify: (answer: string) => boolean
}

/** A question answered by the likeliest of its choices. */
export interface ChoiceItem extends Asked {
  readonly kind: 'choice'
  readonly choices: readonly string[]
  /** Index of the right choice. */
  readonly label: number
}

export type EvalItem = OpenItem | ChoiceItem

/** An exercise of the task families, judged by its own verifier. */
export function taskEvalItem({ prompt, verify, picture }: Exercise): OpenItem {
  return { kind: 'open', prompt, verify, ...(picture && { picture }) }
}

/** A question with choices in plain English, for a model that chats. */
export function choiceEvalItem({ prompt, system, choices, label }: ChoiceExercise): ChoiceItem {
  return { kind: 'choice', prompt, choices, label, ...(system !== undefined && { system }) }
}

/** What of an item the model is asked. */
export function questionOf({ prompt, picture, system }: Asked): Question {
  if (picture) return { prompt, picture }
  return system === undefined ? prompt : { prompt, system }
}

/**
 * Right only if the generated text is `answer`. Both are read through the tokenizer, so spacing that no model
 * could have produced does not count against it.
 */
export function exactEvalItem(tokenizer: Tokenizer, prompt: string, answer: string): OpenItem {
  const canonical = (text: string): string =>
    tokenizer.decode(tokenizer.encode(text), { skipSpecial: true }).trim()
  const wanted = canonical(answer)
  return { kind: 'open', prompt, verify: (text) => text.trim() === wanted || canonical(text) === wanted }
}
