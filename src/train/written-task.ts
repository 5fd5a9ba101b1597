import { AppError } from '../core/errors.ts'
import { createPrng } from '../core/prng.ts'
import { generateItem } from '../tasks/families.ts'
import { problemFromPrompt } from '../tasks/problem-from-prompt.ts'
import { CATEGORIES, type JudgedPrompt } from '../tasks/task-item.ts'
import {
  type AnswerMatch,
  FEWEST_EXERCISES,
  isAccepted,
  type WrittenExercise,
} from '../tasks/written-exercises.ts'
import type { SvfTask } from './svf-task.ts'

export interface WrittenTask {
  readonly task: SvfTask
  /** A quarter of the exercises, which no step trains on. */
  readonly heldOut: readonly JudgedPrompt[]
}

const SPLIT_SEED = 0x5b117

/**
 * A task of exercises that a person wrote: three quarters to train on, the rest held out; the same ones for the
 * same exercises. Anchors are exercises of the families that none of them belongs to.
 * @throws AppError `bad-input` for fewer than eight
 */
export function writtenTask(
  name: string,
  exercises: readonly WrittenExercise[],
  match: AnswerMatch,
): WrittenTask {
  if (exercises.length < FEWEST_EXERCISES) {
    throw new AppError(
      'bad-input',
      `A task needs at least ${FEWEST_EXERCISES} exercises, and this one has ${exercises.length}.`,
      { advice: 'Write a few more.' },
    )
  }
  const shuffled = createPrng(SPLIT_SEED).shuffle(exercises)
  const count = Math.round(exercises.length / 4)
  const toTrain = shuffled.slice(count)
  const heldOut = shuffled.slice(0, count)
  const judged = ({ prompt, answers }: WrittenExercise): JudgedPrompt => ({
    prompt,
    verify: (answer) => isAccepted(answer, answers, match),
  })
  const own = new Set(exercises.map(({ prompt }) => problemFromPrompt(prompt)?.category))
  const others = CATEGORIES.filter((category) => category === 'other' || !own.has(category))
  const task: SvfTask = {
    name,
    draw: (prng, split) => judged(prng.pick(split === 'train' ? toTrain : heldOut)),
    drawOther: (prng) => generateItem(prng.pick(others), 'train', prng),
    written: (prng) => {
      const { prompt, answers } = prng.pick(toTrain)
      return { prompt, answer: prng.pick(answers) }
    },
  }
  return { task, heldOut: heldOut.map(judged) }
}
