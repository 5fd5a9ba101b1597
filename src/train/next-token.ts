import type { Prng } from '../core/prng.ts'
import { type ExerciseReader, exercisePrompt } from './exercise-prompt.ts'
import type { WeighedAnswer } from './policy-step.ts'
import type { SvfTask } from './svf-task.ts'

/**
 * Whose answers next-token training imitates: `worked` is a careful writer, always right; `corpus` are the noisy
 * writers that the base was pretrained on, who blurt most answers and get many wrong.
 */
export const ANSWER_STYLES = ['worked', 'corpus'] as const
export type AnswerStyle = (typeof ANSWER_STYLES)[number]

/**
 * Written exchanges of the train split, each to be imitated with weight 1: policy gradient with these "samples"
 * and no baseline is the next-token loss. The end token is part of the answer.
 */
export function writtenAnswers(
  { model, tokenizer }: Pick<ExerciseReader, 'model' | 'tokenizer'>,
  task: SvfTask,
  style: AnswerStyle,
  count: number,
  prng: Prng,
): readonly WeighedAnswer[] {
  const [endId] = tokenizer.stopIds
  return Array.from({ length: count }, () => {
    const { answer, ...exercise } = task.written(prng, style)
    const { ids, soft } = exercisePrompt({ model, tokenizer, encoder: task.encoder }, exercise)
    const answerIds = [...tokenizer.encode(answer), ...(endId === undefined ? [] : [endId])]
    return { promptIds: ids, ...(soft && { soft }), answerIds, advantage: 1 }
  })
}
