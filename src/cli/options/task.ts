import { balancedItems } from '../../adapt/confusion.ts'
import { choiceEvalItem, type EvalItem, exactEvalItem, taskEvalItem } from '../../adapt/eval-item.ts'
import { AppError } from '../../core/errors.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { dispatchItem } from '../../tasks/dispatch.ts'
import { testItems } from '../../tasks/families.ts'
import { CHAT_TASKS, chatExercises, chatTaskFor } from '../../tasks/natural/chat-tasks.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import { isVisionFamily, VISION_FAMILIES } from '../../tasks/pictures/pictured-item.ts'
import { FAMILIES, type Family } from '../../tasks/task-item.ts'
import { parseTaskLines } from '../../tasks/task-lines.ts'
import { UsageError } from '../failure.ts'
import { readBytes } from '../files.ts'

export interface EvalTask {
  readonly name: string
  readonly items: readonly EvalItem[]
}

/** The dispatch question itself as a task, over all families: what the classifier expert is trained on. */
const DISPATCH_TASK = 'classifier'

const DEFAULT_ITEMS = 200

/**
 * The items of `--task`: `count` fresh test items of a family drawn with `seed`, or the lines of a JSONL file
 * (the first `count` of them, all by default).
 * @throws UsageError for a name that is neither; AppError `io` or `bad-input` for a file.
 */
export async function openTask(
  task: string,
  count: number | undefined,
  seed: number,
  tokenizer: Tokenizer,
): Promise<EvalTask> {
  if (isFamily(task)) {
    return { name: task, items: testItems(task, count ?? DEFAULT_ITEMS, seed).map(taskEvalItem) }
  }
  if (isVisionFamily(task)) {
    return { name: task, items: picturedItems(task, count ?? DEFAULT_ITEMS, seed).map(taskEvalItem) }
  }
  const chat = chatTaskFor(task, tokenizer.form)
  if (chat) {
    return { name: task, items: chatExercises(chat, count ?? DEFAULT_ITEMS, seed).map(choiceEvalItem) }
  }
  if (task === DISPATCH_TASK) {
    const items = balancedItems(count ?? DEFAULT_ITEMS, seed)
      .map(dispatchItem)
      .map(taskEvalItem)
    return { name: task, items }
  }
  if (!/[/\\.]/.test(task)) {
    throw new UsageError(
      `There is no task ${task}.`,
      `Tasks: ${[...FAMILIES, ...VISION_FAMILIES, DISPATCH_TASK, ...CHAT_TASKS].join(', ')}, or a .jsonl file.`,
    )
  }
  const lines = parseTaskLines(new TextDecoder().decode(await readBytes(task)), task)
  if (lines.length === 0) throw new AppError('bad-input', `${task} has no items.`)
  const items = lines
    .slice(0, count)
    .map((line) =>
      'choices' in line
        ? { kind: 'choice' as const, ...line }
        : exactEvalItem(tokenizer, line.prompt, line.answer),
    )
  return { name: task, items }
}

export function isFamily(name: string): name is Family {
  return (FAMILIES as readonly string[]).includes(name)
}
