import type { GenerateOptions, LaneToken } from '../engine/engine.ts'
import { promptIdsOf, type Runtime } from './runtime.ts'

export interface AnswerOptions {
  readonly maxTokens: number
  readonly temperature?: number
  readonly seed?: number
  readonly topK?: number
  readonly signal?: AbortSignal
  readonly onTokens?: (tokens: readonly LaneToken[]) => void
}

export interface Answer {
  /** Generated ids, the stop token included when `finished`. */
  readonly ids: readonly number[]
  readonly text: string
  /** False when the answer was cut off by `maxTokens` or by the end of the context. */
  readonly finished: boolean
}

export interface Answers {
  /** One per scale vector, in their order. */
  readonly answers: readonly Answer[]
  readonly ms: { readonly prefill: number; readonly decode: number }
}

/**
 * One prompt under several scale vectors, in one batch: what the page shows side by side.
 * Greedy unless a temperature is given. `maxTokens` is cut where the model's context ends.
 * @throws AppError `bad-input` (empty or too long a prompt), and the engine's errors.
 */
export async function answer(
  runtime: Runtime,
  lanes: readonly Float32Array[],
  prompt: string,
  options: AnswerOptions,
): Promise<Answers> {
  const ids = promptIdsOf(runtime, prompt)
  const batch = lanes.map((scales) => ({ scales, ids }))
  return generateAnswers(runtime, batch, options)
}

/** Several prompts, each under its own scales, in one batch. */
export async function generateAnswers(
  runtime: Runtime,
  lanes: readonly { readonly scales: Float32Array; readonly ids: readonly number[] }[],
  options: AnswerOptions,
): Promise<Answers> {
  const longest = lanes.reduce((most, lane) => Math.max(most, lane.ids.length), 0)
  const room = runtime.model.config.max_position_embeddings - longest
  const call: GenerateOptions = {
    ...options,
    maxTokens: Math.min(options.maxTokens, room),
    stopIds: runtime.tokenizer.stopIds,
  }
  const { lanes: generated, ms } = await runtime.engine.generate(lanes, call)
  const answers = generated.map((lane) => ({
    ids: lane.ids,
    text: answerText(runtime, lane.ids),
    finished: lane.finished,
  }))
  return { answers, ms }
}

/** The text of generated ids without special tokens. */
function answerText(runtime: Runtime, ids: readonly number[]): string {
  return runtime.tokenizer.decode(ids, { skipSpecial: true }).trim()
}
