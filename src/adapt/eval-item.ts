import type { Tokenizer } from '../model/tokenizer.ts'
import type { TaskItem } from '../tasks/task-item.ts'

/** A question whose answer is generated and then judged. */
export interface OpenItem {
  readonly kind: 'open'
  readonly prompt: string
  readonly verify: (answer: string) => boolean
}

/** A question answered by the likeliest of its choices. */
export interface ChoiceItem {
  readonly kind: 'choice'
  readonly prompt: string
  readonly choices: readonly string[]
  /** Index of the right choice. */
  readonly label: number
}

export type EvalItem = OpenItem | ChoiceItem

export function taskEvalItem(item: TaskItem): OpenItem {
  return { kind: 'open', prompt: item.prompt, verify: item.verify }
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
