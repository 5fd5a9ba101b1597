import { questionOf } from '../../adapt/eval-item.ts'
import { adaptTwoPass } from '../../adapt/two-pass.ts'
import type { Call } from './call.ts'
import { checkPromptLength } from './lanes.ts'

export const adapt: Call<'adapt'> = async (request, { slot, signal, emit }) => {
  const { prompt, strategy, maxTokens } = request
  checkPromptLength(prompt)
  const onPass = (pass: 1 | 2): void => emit({ pass })
  return adaptTwoPass(slot.current().runtime, questionOf(request), { strategy, maxTokens, signal, onPass })
}
