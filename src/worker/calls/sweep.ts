import { questionOf } from '../../adapt/eval-item.ts'
import { sweepMixes } from '../../adapt/sweep.ts'
import { AppError } from '../../core/errors.ts'
import { freshItems } from '../fresh-items.ts'
import type { Call } from './call.ts'
import { checkPromptLength } from './lanes.ts'

/** A finer grid than any page draws. */
const MOST_MIXES = 1024

export const sweep: Call<'sweep'> = async ({ mixes, maxTokens, task, ...asked }, { slot, signal, emit }) => {
  if (mixes.length > MOST_MIXES) {
    throw new AppError('bad-input', `A sweep over ${mixes.length} mixes is too fine.`, {
      advice: 'Choose a larger step.',
    })
  }
  checkPromptLength(asked.prompt)
  return sweepMixes(slot.current().runtime, mixes, {
    question: questionOf(asked),
    maxTokens,
    items: task ? freshItems(task.family, task.items, task.seed) : [],
    signal,
    onCount: emit,
  })
}
