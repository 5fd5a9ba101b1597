import { AppError, throwIfAborted } from '../core/errors.ts'
import { testItems } from '../tasks/families.ts'
import { CATEGORIES, FAMILIES, type TaskItem } from '../tasks/task-item.ts'
import type { ConfusionReport, Strategy } from './adaptation.ts'
import { dispatch } from './dispatch.ts'
import type { Runtime } from './runtime.ts'

export interface ConfusionOptions {
  readonly strategy: Strategy
  /** How many prompts, spread evenly over the seven families. */
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
  const { strategy, seed, signal } = options
  const items = balancedItems(options.items, seed)
  const batch = options.batch ?? 128
  const matrix = CATEGORIES.map(() => CATEGORIES.map(() => 0))
  const report = (done: number): ConfusionReport => ({
    strategy,
    labels: CATEGORIES,
    matrix: matrix.map((row) => [...row]),
    items: done,
    seed,
  })
  for (let start = 0; start < items.length; start += batch) {
    throwIfAborted(signal)
    const some = items.slice(start, start + batch)
    const said = await dispatch(
      runtime,
      strategy,
      some.map((item) => item.prompt),
      signal,
    )
    some.forEach((item, lane) => {
      const row = matrix[CATEGORIES.indexOf(item.category)]
      const column = CATEGORIES.indexOf(said[lane]?.category ?? 'other')
      if (row) row[column] = (row[column] ?? 0) + 1
    })
    options.onProgress?.(report(start + some.length))
  }
  return report(items.length)
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
