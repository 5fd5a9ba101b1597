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
import { lastNumber, parseTaskLines, type TaskLine } from '../../tasks/task-lines.ts'
import { UsageError } from '../failure.ts'
import { readBytes } from '../files.ts'
import { programItem } from '../python/program-item.ts'
import { requirePython } from '../python/run-program.ts'

export interface EvalTask {
  readonly name: string
  readonly items: readonly EvalItem[]
  /** Tokens that an answer may well need, where that is more than a few words. */
  readonly maxTokens?: number
}

export interface OpenTaskOptions {
  readonly count: number | undefined
  readonly seed: number
  readonly tokenizer: Tokenizer
  /** Programs that a model wrote may be run. */
  readonly runsCode?: boolean
}

/** PAPER: the system message of GSM8K. */
const GSM8K_SYSTEM =
  'Below is an instruction that describes a task. Write a response that appropriately completes the request.'
/** A worked solution, or a function. */
const LONG_ANSWER = 320

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
  { count, seed, tokenizer, runsCode = false }: OpenTaskOptions,
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
  const chosen = lines.slice(0, count)
  if (chosen.some((line) => 'entry_point' in line)) {
    if (!runsCode) {
      throw new UsageError(
        `${task} wants programs, which are judged by running what the model writes.`,
        'Add --run-code to allow that; better inside a container.',
      )
    }
    requirePython()
  }
  const items = chosen.map((line) => lineItem(line, tokenizer))
  const isLong = chosen.some((line) => 'number' in line || 'entry_point' in line)
  return { name: task, items, ...(isLong && { maxTokens: LONG_ANSWER }) }
}

function lineItem(line: TaskLine, tokenizer: Tokenizer): EvalItem {
  if ('choices' in line) return { kind: 'choice', ...line }
  if ('entry_point' in line) return programItem(line, tokenizer.form)
  if ('number' in line) {
    const { question, number } = line
    const system = tokenizer.form === 'chat' ? { system: GSM8K_SYSTEM } : {}
    return { kind: 'open', prompt: question, verify: (answer) => lastNumber(answer) === number, ...system }
  }
  return exactEvalItem(tokenizer, line.prompt, line.answer)
}

export function isFamily(name: string): name is Family {
  return (FAMILIES as readonly string[]).includes(name)
}
