import type { Lane } from '../../engine/engine.ts'
import type { PromptLane } from '../../model/vision/picture-prompt.ts'
import { type Answer, generateAnswers } from '../answer.ts'
import { inBatches } from '../batches.ts'
import type { Runtime } from '../runtime.ts'
import { createAnswerMemory } from './answer-memory.ts'
import { lanesThatFit } from './lanes-that-fit.ts'

export interface PopulationOptions {
  readonly maxTokens: number
  /** Most lanes in one call of the engine; by default as many as memory takes. */
  readonly batch?: number
  readonly signal?: AbortSignal
  /** After each batch, with how many lanes it had. */
  readonly onBatch?: (lanes: number) => void
}

/** Candidates whose answers are kept: two generations of the paper's size. */
const REMEMBERED = 64

/**
 * Greedy answers of scale vectors, a whole generation at once, to the same prompts: `[candidate][prompt]`. Candidates ×
 * prompts are the lanes of one batch. What the nearest earlier candidate answered is a lane's draft, which saves time
 * and changes no answer. Errors of the result: `bad-input`, `cancelled` and the engine's errors.
 */
export function createPopulationAnswers(
  runtime: Runtime,
  prompts: readonly PromptLane[],
  { maxTokens, batch, signal, onBatch }: PopulationOptions,
): (candidates: readonly Float32Array[]) => Promise<readonly (readonly Answer[])[]> {
  const size = batch ?? lanesThatFit(runtime.model, prompts, maxTokens)
  const memory = createAnswerMemory(REMEMBERED)
  const asked = { maxTokens, logProbs: true, ...(signal && { signal }) }

  return async (candidates) => {
    const lanes = candidates.flatMap((scales) => {
      const guesses = memory.guesses(scales)
      return prompts.map((prompt, index): Lane => {
        const draft = guesses[index]
        return { ...prompt, scales, ...(draft && { draft }) }
      })
    })
    const answers: Answer[] = []
    await inBatches(lanes, { size, signal }, async (own, places) => {
      const written = await generateAnswers(runtime, own, asked)
      written.answers.forEach((answer, lane) => {
        const place = places[lane]
        if (place !== undefined) answers[place] = answer
      })
      onBatch?.(own.length)
    })
    return candidates.map((scales, candidate) => {
      const own = answers.slice(candidate * prompts.length, (candidate + 1) * prompts.length)
      memory.remember(
        scales,
        own.map(({ ids }) => ids),
      )
      return own
    })
  }
}
