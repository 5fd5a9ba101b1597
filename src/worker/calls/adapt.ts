import { adaptTwoPass } from '../../adapt/two-pass.ts'
import type { Call } from './call.ts'
import { checkPromptLength } from './lanes.ts'

export const adapt: Call<'adapt'> = async ({ prompt, strategy, maxTokens }, { slot, signal, emit }) => {
  checkPromptLength(prompt)
  const onPass = (pass: 1 | 2): void => emit({ pass })
  return adaptTwoPass(slot.current().runtime, prompt, { strategy, maxTokens, signal, onPass })
}
