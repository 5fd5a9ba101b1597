import type { Call } from './call.ts'
import { checkPromptLength } from './lanes.ts'

export const tokenize: Call<'tokenize'> = async ({ text }, { slot }) => {
  const { tokenizer } = slot.current().runtime
  checkPromptLength(text)
  const ids = tokenizer.encode(text)
  return { ids, pieces: tokenizer.pieces(ids) }
}
