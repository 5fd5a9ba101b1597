import { AppError } from '../core/errors.ts'
import { softmax } from '../core/softmax.ts'
import type { Lane } from '../engine/engine.ts'
import type { PromptLane } from '../model/vision/picture-prompt.ts'
import { DISPATCH_QUESTION, dispatchPrompt } from '../tasks/dispatch.ts'
import { DISPATCH_INSTRUCTION } from '../tasks/natural/dispatch-messages.ts'
import { CATEGORIES, type Category } from '../tasks/task-item.ts'
import type { DispatchStrategy } from './adaptation.ts'
import { generateAnswers } from './answer.ts'
import { choiceLogProbs } from './choices.ts'
import { BASE_MIX, promptLaneOf, type Question, type Runtime, scalesForMix } from './runtime.ts'

/** The expert that the strategy `classifier` loads in pass 1 and nowhere else. */
export const CLASSIFIER = 'classifier'

export interface Dispatched {
  /** The most probable category; a tie goes to the earlier one in CATEGORIES. */
  readonly category: Category
  /** The model's probabilities of the four labels, renormalised to sum to 1. */
  readonly probabilities: Readonly<Record<Category, number>>
}

/**
 * Pass 1 (paper §3.2, strategies A and B): the model itself reads each prompt behind the dispatch question
 * and says what kind of task it is; the likelihoods of the four labels decide. One result a prompt.
 * @throws AppError `bad-expert` when the strategy is `classifier` and there is no such expert.
 */
export async function dispatch(
  runtime: Runtime,
  strategy: DispatchStrategy,
  prompts: readonly Question[],
  signal?: AbortSignal,
): Promise<Dispatched[]> {
  const scales = passOneScales(runtime, strategy)
  const lanes = prompts.map((prompt) => ({ scales, ...dispatchLane(runtime, prompt) }))
  const labels = CATEGORIES.map((category) => runtime.tokenizer.encode(category))
  const logProbs = await labelScores(runtime, lanes, labels, signal)
  return logProbs.map(toDispatched)
}

/** What the model would have written in pass 1, greedily: evidence for a person, not for the decision. */
export async function dispatchText(
  runtime: Runtime,
  strategy: DispatchStrategy,
  prompt: Question,
  signal?: AbortSignal,
): Promise<string> {
  const lane = { scales: passOneScales(runtime, strategy), ...dispatchLane(runtime, prompt) }
  const { answers } = await generateAnswers(runtime, [lane], { maxTokens: 8, ...(signal && { signal }) })
  return answers[0]?.text ?? ''
}

/**
 * What is asked in pass 1: the embedded model's own question before the prompt, and of a model that chats an
 * instruction in plain English, as a system message.
 */
function dispatchLane(runtime: Runtime, question: Question): PromptLane {
  const { form } = runtime.tokenizer
  if (form === 'tiny') return promptLaneOf(runtime, question, DISPATCH_QUESTION)
  if (form === 'plain' || (typeof question !== 'string' && 'picture' in question))
    return promptLaneOf(runtime, question, DISPATCH_INSTRUCTION)
  // Pass 1 has a system message of its own, whatever the answer is asked with.
  const prompt = typeof question === 'string' ? question : question.prompt
  return promptLaneOf(runtime, { prompt, system: DISPATCH_INSTRUCTION })
}

/** The same, for a person to read. */
export function dispatchRequest({ tokenizer }: Pick<Runtime, 'tokenizer'>, prompt: string): string {
  return tokenizer.form === 'tiny' ? dispatchPrompt(prompt) : `${DISPATCH_INSTRUCTION} ${prompt}`
}

function passOneScales(runtime: Runtime, strategy: DispatchStrategy): Float32Array {
  if (strategy === 'prompt') return scalesForMix(runtime, BASE_MIX)
  if (!runtime.experts.has(CLASSIFIER)) {
    throw new AppError('bad-expert', `This model has no expert named ${CLASSIFIER}.`, {
      advice: 'Use the strategy prompt, or load a classifier expert.',
    })
  }
  return scalesForMix(runtime, { mode: 'blend', alpha: { [CLASSIFIER]: 1 } })
}

/** A score per label and lane, each up to a constant of its lane. */
async function labelScores(
  runtime: Runtime,
  lanes: readonly Lane[],
  labels: readonly (readonly number[])[],
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const asked = lanes.map((lane) => ({ lane, choices: labels }))
  return choiceLogProbs(runtime.engine, asked, Math.max(1, lanes.length), signal)
}

function toDispatched(scores: readonly number[]): Dispatched {
  const shares = softmax(scores)
  const [math = 0, code = 0, reasoning = 0, other = 0] = shares
  if (!Number.isFinite(math + code + reasoning + other)) {
    throw new AppError('numeric', 'Pass 1 gave a probability that is not a number.')
  }
  // The scores decide, not their rounded shares: a strictly larger one wins, so a tie keeps CATEGORIES' order.
  const best = scores.reduce((top, score, index) => (score > (scores[top] ?? score) ? index : top), 0)
  return { category: CATEGORIES[best] ?? 'other', probabilities: { math, code, reasoning, other } }
}
