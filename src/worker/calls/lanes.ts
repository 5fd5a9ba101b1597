import { questionOf } from '../../adapt/eval-item.ts'
import { BASE_MIX, promptLaneOf, type Runtime, scalesForMix } from '../../adapt/runtime.ts'
import { AppError } from '../../core/errors.ts'
import type { Lane } from '../../engine/engine.ts'
import type { LaneSpec, WorkerCalls } from '../protocol.ts'

/** Far more characters than any context holds: a pasted book is refused before it is cut into tokens. */
const MAX_PROMPT_CHARACTERS = 100_000

/**
 * One prompt, or one picture and its question, under the scales of each lane.
 * @throws AppError `bad-input`, `bad-mix`
 */
export function lanesOf(
  runtime: Runtime,
  asked: Pick<WorkerCalls['next']['request'], 'prompt' | 'picture' | 'system'>,
  specs: readonly LaneSpec[],
): Lane[] {
  if (specs.length === 0) throw new AppError('bad-input', 'No lane was asked for.')
  checkPromptLength(asked.prompt)
  const lane = promptLaneOf(runtime, questionOf(asked))
  return specs.map((spec) => ({
    ...lane,
    scales: scalesForMix(runtime, spec.kind === 'mix' ? spec.mix : BASE_MIX),
  }))
}

/** @throws AppError `bad-input` */
export function checkPromptLength(prompt: string): void {
  if (prompt.length <= MAX_PROMPT_CHARACTERS) return
  throw new AppError(
    'bad-input',
    `The text has ${prompt.length} characters; that is more than any model here reads.`,
    {
      advice: 'Shorten it.',
    },
  )
}
