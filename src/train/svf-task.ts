import { AppError } from '../core/errors.ts'
import type { Prng } from '../core/prng.ts'
import { dispatchItem } from '../tasks/dispatch.ts'
import { generateItem } from '../tasks/families.ts'
import { CATEGORIES, type Split, type TaskItem, TRAINED_FAMILIES } from '../tasks/task-item.ts'

/** What an expert is trained on: an endless supply of exercises that judge their own answers. */
export interface SvfTask {
  readonly name: string
  draw(prng: Prng, split: Split): TaskItem
  /** An exercise of another kind, on which the expert should change nothing. */
  drawOther(prng: Prng): TaskItem
}

/** The task of `t2 train svf --task`: one of the trained families, or `classifier` for z_c. */
export function svfTask(name: string): SvfTask {
  if (name === 'classifier')
    return {
      name,
      draw: (prng, split) => dispatchItem(generateItem(prng.pick(CATEGORIES), split, prng)),
      drawOther: (prng) => generateItem(prng.pick(CATEGORIES), 'train', prng),
    }
  const family = TRAINED_FAMILIES.find((candidate) => candidate === name)
  if (!family)
    throw new AppError('bad-input', `There is no training task named "${name}".`, {
      advice: `Choose one of ${[...TRAINED_FAMILIES, 'classifier'].join(', ')}.`,
    })
  const others = CATEGORIES.filter((category) => category !== family)
  return {
    name,
    draw: (prng, split) => generateItem(family, split, prng),
    drawOther: (prng) => generateItem(prng.pick(others), 'train', prng),
  }
}
