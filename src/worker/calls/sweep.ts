import { questionOf } from '../../adapt/eval-item.ts'
import { sweepMixes } from '../../adapt/sweep.ts'
import { AppError } from '../../core/errors.ts'
import { freshItems } from '../fresh-items.ts'
import type { Call } from './call.ts'
import { checkPromptLength } from './lanes.ts'

/** A finer grid than any page draws. */
const MOST_MIXES = 1024

/** Narrower models answer a whole batch at once, on any processor. */
const WIDE = 256
/** Of a wider one a batch takes a CPU many seconds, between which nothing is heard of it and no slider has its turn. */
const WIDE_CPU_BATCH = 8

export const sweep: Call<'sweep'> = async ({ mixes, maxTokens, task, ...asked }, { slot, signal, emit }) => {
  if (mixes.length > MOST_MIXES) {
    throw new AppError('bad-input', `A sweep over ${mixes.length} mixes is too fine.`, {
      advice: 'Choose a larger step.',
    })
  }
  checkPromptLength(asked.prompt)
  const { runtime } = slot.current()
  const isSlow = runtime.engine.description.backend !== 'webgpu' && runtime.model.config.hidden_size >= WIDE
  return sweepMixes(runtime, mixes, {
    question: questionOf(asked),
    maxTokens,
    items: task ? freshItems(task.family, task.items, task.seed) : [],
    ...(isSlow && { batch: WIDE_CPU_BATCH }),
    signal,
    onCount: emit,
  })
}
