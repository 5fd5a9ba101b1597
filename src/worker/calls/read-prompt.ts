import { promptIdsOf } from '../../adapt/runtime.ts'
import type { Call } from './call.ts'
import { checkPromptLength } from './lanes.ts'

export const readPrompt: Call<'readPrompt'> = async ({ prompt, system }, { slot }) => {
  const { runtime } = slot.current()
  checkPromptLength(prompt)
  const ids = promptIdsOf(runtime, prompt, system)
  return { text: runtime.tokenizer.decode(ids), tokens: ids.length }
}
