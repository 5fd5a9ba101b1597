import { mean, standardDeviation } from '../core/statistics.ts'
import type { Engine } from '../engine/engine.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import type { JudgedPrompt } from '../tasks/task-item.ts'
import { exercisePrompt } from './exercise-prompt.ts'

/** One sampled answer and what it earned. */
export interface Rollout {
  readonly promptIds: readonly number[]
  /** The prompt's soft tokens, where it has a picture. */
  readonly soft?: Float32Array
  /** The end token included where the answer reached it. */
  readonly answerIds: readonly number[]
  /** 1 for an answer that ends and passes its verifier, else 0. */
  readonly reward: number
  /** Reward against the other samples of the prompt: `(r − mean) / (deviation + 0.1)`. */
  readonly advantage: number
}

export interface RolloutOptions {
  readonly samples: number
  readonly temperature: number
  readonly maxTokens: number
  readonly seed: number
  readonly signal?: AbortSignal
  /** Reads the pictures of items that have one. */
  readonly encoder?: VisionEncoder
}

/** Added under the fraction so that a group with one odd sample does not shout. */
const SOFTENING = 0.1

function groupAdvantages(rewards: readonly number[]): readonly number[] {
  const centre = mean(rewards)
  const spread = standardDeviation(rewards)
  return rewards.map((reward) => (reward - centre) / (spread + SOFTENING))
}

/** Several samples of every prompt, all as lanes of one batch, judged by the items' verifiers. */
export async function rollOut(
  engine: Engine,
  tokenizer: Tokenizer,
  scales: Float32Array,
  items: readonly JudgedPrompt[],
  { samples, temperature, maxTokens, seed, signal, encoder }: RolloutOptions,
): Promise<readonly Rollout[]> {
  const { model } = engine
  const prompts = items.map((item) => exercisePrompt({ model, tokenizer, encoder }, item))
  const lanes = prompts.flatMap((lane, prompt) =>
    Array.from({ length: samples }, (_, sample) => ({
      ...lane,
      scales,
      seed: seed + prompt * samples + sample,
    })),
  )
  const { lanes: answers } = await engine.generate(lanes, {
    maxTokens,
    temperature,
    stopIds: tokenizer.stopIds,
    ...(signal ? { signal } : {}),
  })
  return items.flatMap((item, prompt) => {
    const group = answers.slice(prompt * samples, (prompt + 1) * samples)
    const rewards = group.map(({ ids, finished }) =>
      finished && item.verify(tokenizer.decode(ids, { skipSpecial: true })) ? 1 : 0,
    )
    const advantages = groupAdvantages(rewards)
    const { ids: promptIds = [], soft } = prompts[prompt] ?? {}
    return group.map(({ ids }, sample) => ({
      promptIds,
      ...(soft && { soft }),
      answerIds: ids,
      reward: rewards[sample] ?? 0,
      advantage: advantages[sample] ?? 0,
    }))
  })
}
