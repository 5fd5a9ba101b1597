import { AppError, throwIfAborted } from '../core/errors.ts'
import { testItems } from '../tasks/families.ts'
import { chatExercises } from '../tasks/natural/chat-tasks.ts'
import { CATEGORIES, type Category, FAMILIES, type TaskItem } from '../tasks/task-item.ts'
import type { ConfusionReport, DispatchStrategy } from './adaptation.ts'
import { dispatch } from './dispatch.ts'
import type { Runtime } from './runtime.ts'

export interface ConfusionOptions {
  readonly strategy: DispatchStrategy
  /** How many prompts, spread evenly over the seven families, or the four categories of a model that chats. */
  readonly items: number
  /** Draws the items: the same seed, the same prompts. */
  readonly seed: number
  /** Most lanes in one call of the engine; default 128. */
  readonly batch?: number
  readonly signal?: AbortSignal
  /** After each batch: the matrix so far, `items` being those already counted. */
  readonly onProgress?: (soFar: ConfusionReport) => void
}

/**
 * What pass 1 says of fresh test prompts. Rows are the true category, and a harder relative belongs to its
 * family's category.
 * @throws AppError `bad-input` when `items` is no positive integer, `cancelled`, and the engine's errors.
 */
export async function confusionMatrix(runtime: Runtime, options: ConfusionOptions): Promise<ConfusionReport> {
  const { strategy, seed } = options
  const items = dispatchItems(runtime, options.items, seed)
  const matrix = CATEGORIES.map(() => CATEGORIES.map(() => 0))
  const report = (done: number): ConfusionReport => ({
    strategy,
    labels: CATEGORIES,
    matrix: matrix.map((row) => [...row]),
    items: done,
    seed,
  })
  let done = 0
  const prompts = items.map((item) => item.prompt)
  await dispatchAll(runtime, strategy, prompts, options, (said) => {
    for (const category of said) {
      const truth = items[done++]?.category ?? 'other'
      const row = matrix[CATEGORIES.indexOf(truth)]
      const column = CATEGORIES.indexOf(category)
      if (row) row[column] = (row[column] ?? 0) + 1
    }
    options.onProgress?.(report(done))
  })
  return report(done)
}

/** What pass 1 says of each prompt, batch after batch, in the prompts' order. Errors as `dispatch`. */
export async function dispatchAll(
  runtime: Runtime,
  strategy: DispatchStrategy,
  prompts: readonly string[],
  { batch = 128, signal }: { readonly batch?: number; readonly signal?: AbortSignal } = {},
  onBatch?: (said: readonly Category[]) => void,
): Promise<Category[]> {
  const all: Category[] = []
  for (let start = 0; start < prompts.length; start += batch) {
    throwIfAborted(signal)
    const dispatched = await dispatch(runtime, strategy, prompts.slice(start, start + batch), signal)
    const said = dispatched.map(({ category }) => category)
    all.push(...said)
    onBatch?.(said)
  }
  return all
}

/** A prompt and the category it belongs to. */
export type DispatchItem = Pick<TaskItem, 'prompt' | 'category'>

/** Prompts of the kind that this model was made for: held-out messages in plain English for one that chats. */
export function dispatchItems(
  { tokenizer }: Pick<Runtime, 'tokenizer'>,
  count: number,
  seed: number,
): DispatchItem[] {
  if (tokenizer.form !== 'chat') return balancedItems(count, seed)
  return chatExercises('chat-dispatch', count, seed).map(({ prompt, label }) => ({
    prompt,
    category: CATEGORIES[label] ?? 'other',
  }))
}

/** Test items of all families in turn, so that a run stopped early is still balanced. */
export function balancedItems(count: number, seed: number): TaskItem[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new AppError('bad-input', `The number of items must be a positive whole number, not ${count}.`)
  }
  const each = Math.ceil(count / FAMILIES.length)
  const drawn = FAMILIES.map((family) => testItems(family, each, seed))
  return Array.from({ length: count }, (_, index) => {
    const item = drawn[index % FAMILIES.length]?.[Math.floor(index / FAMILIES.length)]
    if (!item) throw new AppError('bad-input', `There are fewer than ${each} test items of one family.`)
    return item
  })
}
