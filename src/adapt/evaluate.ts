import { wilsonInterval } from '../core/statistics.ts'
import type { GenerateOptions, Lane } from '../engine/engine.ts'
import type { DispatchStrategy, EvalReport, Mix } from './adaptation.ts'
import { generateAnswers } from './answer.ts'
import { inBatches } from './batches.ts'
import { likeliestChoices } from './choices.ts'
import { dispatch } from './dispatch.ts'
import { type ChoiceItem, type EvalItem, type OpenItem, questionOf } from './eval-item.ts'
import { promptLaneOf, type Question, type Runtime, scalesForMix } from './runtime.ts'
import { mixForCategory } from './two-pass.ts'

/** Which weights answer: one mix for all items, or whatever pass 1 chooses for each. */
export type Plan = { readonly mix: Mix } | { readonly strategy: DispatchStrategy }

export interface EvaluateOptions {
  /** Most lanes in one call of the engine; default 128. */
  readonly batch?: number
  /** Most tokens of an answer; default 48. */
  readonly maxTokens?: number
  readonly signal?: AbortSignal
  /** Of answers that are written, not chosen: after each token. */
  readonly onTokens?: GenerateOptions['onTokens']
  /** After each batch: items judged so far, and all of them. */
  readonly onProgress?: (done: number, total: number) => void
}

const DEFAULT_BATCH = 128
const DEFAULT_MAX_TOKENS = 48

/**
 * Accuracy of one plan over a task's items, answered greedily, with a 95 % interval.
 * `seed` is what the items were drawn with; it is only written down.
 */
export async function evaluate(
  runtime: Runtime,
  task: { readonly name: string; readonly items: readonly EvalItem[]; readonly seed: number },
  plan: Plan,
  options: EvaluateOptions = {},
): Promise<EvalReport> {
  const judged = await judge(runtime, task.items, plan, options)
  return summarise(task.name, judged, task.seed)
}

function summarise(task: string, judged: readonly boolean[], seed: number): EvalReport {
  const correct = judged.filter(Boolean).length
  const items = judged.length
  const accuracy = items === 0 ? 0 : correct / items
  return { task, items, correct, accuracy, interval: wilsonInterval(correct, items), seed }
}

/**
 * Whether each item was answered right, in the items' order.
 * @throws AppError `bad-input` for an empty prompt, `cancelled`, and the engine's errors.
 */
export async function judge(
  runtime: Runtime,
  items: readonly EvalItem[],
  plan: Plan,
  options: EvaluateOptions = {},
): Promise<boolean[]> {
  const batch = options.batch ?? DEFAULT_BATCH
  const lanes = items.map((item, index) => ({ ...promptLaneOf(runtime, questionOf(item)), item, index }))
  const right: boolean[] = new Array(items.length).fill(false)
  let done = 0
  await inBatches(lanes, { size: batch, signal: options.signal }, async (chosen) => {
    const questions = chosen.map(({ item }) => questionOf(item))
    const scales = await planScales(runtime, plan, questions, options.signal)
    const judged = chosen.map((lane, position) => ({ ...lane, scales: scales(position) }))
    for (const index of await rightLanes(runtime, judged, options)) right[index] = true
    done += chosen.length
    options.onProgress?.(done, items.length)
  })
  return right
}

/** One item under the scales of one lane. */
export interface JudgedLane<Item extends EvalItem = EvalItem> extends Lane {
  /** What the lane is known by to whoever asks. */
  readonly index: number
  readonly item: Item
}

async function planScales(
  runtime: Runtime,
  plan: Plan,
  questions: readonly Question[],
  signal: AbortSignal | undefined,
): Promise<(position: number) => Float32Array> {
  if ('mix' in plan) {
    const scales = scalesForMix(runtime, plan.mix)
    return () => scales
  }
  const dispatched = await dispatch(runtime, plan.strategy, questions, signal)
  // Lanes of one category share one vector, so an engine that compares references uploads it once.
  const byCategory = new Map(
    dispatched.map(({ category }) => [category, scalesForMix(runtime, mixForCategory(runtime, category))]),
  )
  const fallback = scalesForMix(runtime, mixForCategory(runtime, 'other'))
  return (position) => byCategory.get(dispatched[position]?.category ?? 'other') ?? fallback
}

/**
 * The indices of the lanes that answer their item right, each under scales of its own, all in one batch.
 * Errors as those of `judge`.
 */
export async function rightLanes(
  runtime: Runtime,
  lanes: readonly JudgedLane[],
  options: EvaluateOptions = {},
): Promise<number[]> {
  const open = lanes.filter((lane): lane is JudgedLane<OpenItem> => lane.item.kind === 'open')
  const choice = lanes.filter((lane): lane is JudgedLane<ChoiceItem> => lane.item.kind === 'choice')
  const signal = options.signal ? { signal: options.signal } : {}
  const right: number[] = []
  if (open.length > 0) {
    const maxTokens = options.maxTokens ?? DEFAULT_MAX_TOKENS
    const told = options.onTokens && { onTokens: options.onTokens }
    const { answers } = await generateAnswers(runtime, open, { maxTokens, ...told, ...signal })
    open.forEach(({ index, item }, lane) => {
      if (item.verify(answers[lane]?.text ?? '')) right.push(index)
    })
  }
  if (choice.length > 0) {
    const batch = options.batch ?? DEFAULT_BATCH
    const picks = await likeliestChoices(runtime, choice, batch, options.signal)
    choice.forEach(({ index, item }, lane) => {
      if (picks[lane] === item.label) right.push(index)
    })
  }
  return right
}
