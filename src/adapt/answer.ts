import type { GenerateOptions, Lane, LaneToken } from '../engine/engine.ts'
import { promptLaneOf, type Question, type Runtime } from './runtime.ts'

export interface AnswerOptions {
  readonly maxTokens: number
  readonly temperature?: number
  readonly seed?: number
  readonly topK?: number
  /** Sums up how probable each answer was; default false. */
  readonly logProbs?: boolean
  readonly signal?: AbortSignal
  readonly onTokens?: (tokens: readonly LaneToken[]) => void
  /** As in GenerateOptions. */
  readonly onRead?: ((tokens: number, of: number) => void) | undefined
}

export interface Answer {
  /** Generated ids, the stop token included when `finished`. */
  readonly ids: readonly number[]
  readonly text: string
  /** False when the answer was cut off by `maxTokens` or by the end of the context. */
  readonly finished: boolean
  /** Sum of the log-probabilities of `ids`; 0 unless asked for. */
  readonly logProb: number
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
  question: Question,
  options: AnswerOptions,
): Promise<Answers> {
  const prompt = promptLaneOf(runtime, question)
  const batch = lanes.map((scales) => ({ scales, ...prompt }))
  return generateAnswers(runtime, batch, options)
}

/**
 * Several prompts, each under its own scales, in one batch. A lane near the end of the context may say less than
 * `maxTokens`; it then runs apart, so that no answer depends on its company.
 */
export async function generateAnswers(
  runtime: Runtime,
  lanes: readonly Lane[],
  options: AnswerOptions,
): Promise<Answers> {
  const context = runtime.model.config.max_position_embeddings
  const groups = new Map<number, number[]>()
  lanes.forEach(({ ids }, lane) => {
    const room = Math.min(options.maxTokens, context - ids.length)
    groups.set(room, [...(groups.get(room) ?? []), lane])
  })
  const answers: Answer[] = []
  const ms = { prefill: 0, decode: 0 }
  for (const [maxTokens, members] of groups) {
    const { onTokens } = options
    const call: GenerateOptions = {
      ...options,
      maxTokens,
      stopIds: runtime.tokenizer.stopIds,
      ...(onTokens && {
        onTokens: (tokens) => onTokens(tokens.map((token) => ({ ...token, lane: members[token.lane] ?? 0 }))),
      }),
    }
    const own = members.flatMap((lane) => lanes[lane] ?? [])
    const generated = await runtime.engine.generate(own, call)
    generated.lanes.forEach(({ ids, finished, logProb }, index) => {
      answers[members[index] ?? 0] = { ids, text: answerText(runtime, ids), finished, logProb }
    })
    ms.prefill += generated.ms.prefill
    ms.decode += generated.ms.decode
  }
  return { answers, ms }
}

/** The text of generated ids without special tokens. */
function answerText(runtime: Runtime, ids: readonly number[]): string {
  return runtime.tokenizer.decode(ids, { skipSpecial: true }).trim()
}
