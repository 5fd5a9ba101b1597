import { AppError } from '../core/errors.ts'
import type { Prng } from '../core/prng.ts'
import type { VisionEncoder } from '../model/vision/encoder.ts'
import { dispatchItem, dispatchPrompt, writeLabel } from '../tasks/dispatch.ts'
import { generateItem } from '../tasks/families.ts'
import {
  CATEGORIES,
  type Exercise,
  type Family,
  type JudgedPrompt,
  type Split,
  TRAINED_FAMILIES,
} from '../tasks/task-item.ts'
import { writeAnswer } from '../tasks/writers.ts'

/** One exchange as somebody wrote it. */
export interface Exchange extends Pick<Exercise, 'prompt' | 'picture'> {
  readonly answer: string
}

/** What an expert or an adapter is trained on: an endless supply of exercises that judge their own answers. */
export interface SvfTask {
  readonly name: string
  draw(prng: Prng, split: Split): JudgedPrompt
  /** An exercise of another kind, on which the expert should change nothing. */
  drawOther(prng: Prng): JudgedPrompt
  /** An exercise of the train split with an answer: worked out and right, or as the corpus's writers answer. */
  written(prng: Prng, style: 'worked' | 'corpus'): Exchange
  /** Reads the pictures of exercises that have one. */
  readonly encoder?: VisionEncoder
}

export const SVF_TASKS = [...TRAINED_FAMILIES, 'classifier'] as const

/**
 * The task of `t2 train --task`: one of the trained families, or `classifier` for z_c.
 * @throws AppError `bad-input` for any other name
 */
export function svfTask(name: string): SvfTask {
  if (name === 'classifier') return CLASSIFIER_TASK
  const family = TRAINED_FAMILIES.find((candidate) => candidate === name)
  if (!family)
    throw new AppError('bad-input', `There is no training task named "${name}".`, {
      advice: `Choose one of ${SVF_TASKS.join(', ')}.`,
    })
  return familyTask(family)
}

/** A family as a task, seen in training or not; its anchors are exercises of the other categories. */
export function familyTask(family: Family): SvfTask {
  const others = CATEGORIES.filter((category) => family !== category && family !== `${category}-hard`)
  return {
    name: family,
    draw: (prng, split) => generateItem(family, split, prng),
    drawOther: (prng) => generateItem(prng.pick(others), 'train', prng),
    written: (prng, style) => {
      const item = generateItem(family, 'train', prng)
      return { prompt: item.prompt, answer: style === 'worked' ? item.worked : writeAnswer(item, prng) }
    },
  }
}

const CLASSIFIER_TASK: SvfTask = {
  name: 'classifier',
  draw: (prng, split) => dispatchItem(generateItem(prng.pick(CATEGORIES), split, prng)),
  drawOther: (prng) => generateItem(prng.pick(CATEGORIES), 'train', prng),
  written: (prng, style) => {
    const item = generateItem(prng.pick(CATEGORIES), 'train', prng)
    const answer = style === 'worked' ? item.category : writeLabel(item, prng)
    return { prompt: dispatchPrompt(item.prompt), answer }
  },
}
