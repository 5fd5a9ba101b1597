import { AppError } from '../core/errors.ts'

/**
 * A `pre_tokenizer` of tokenizer.json, made fit for the JavaScript library or refused where that would split text in
 * another way than Hugging Face's own without saying so. `Digits` are those of every script there, 0–9 alone here;
 * SmolLM2 and StarCoder split text with it. A `Split` without a pattern loses the text here.
 *
 * @throws AppError `bad-model`, `unsupported`
 */
export function fitPreTokenizer(preTokenizer: unknown): unknown {
  if (!isObject(preTokenizer)) return preTokenizer
  const { type, individual_digits: alone, pretokenizers } = preTokenizer
  if (type === 'Sequence' && Array.isArray(pretokenizers))
    return { ...preTokenizer, pretokenizers: pretokenizers.map(fitPreTokenizer) }
  if (type === 'Split') checkSplit(preTokenizer)
  if (type !== 'Digits') return preTokenizer
  const pattern = { Regex: alone === true ? '\\p{N}' : '\\p{N}+' }
  return { type: 'Split', pattern, behavior: 'Isolated', invert: false }
}

function checkSplit({ pattern, behavior }: Record<string, unknown>): void {
  const text = isObject(pattern) ? (pattern.Regex ?? pattern.String) : undefined
  if (typeof text !== 'string' || text === '')
    throw new AppError('bad-model', 'tokenizer.json splits text by no pattern.')
  if (behavior === 'Isolated' || behavior === 'Removed') return
  // Gemma's vocabulary, whose spaces are other characters by then.
  if (text === ' ') return
  throw new AppError('unsupported', `tokenizer.json splits text as "${String(behavior).slice(0, 40)}".`, {
    advice: 'Of the ways to split, Isolated and Removed are read.',
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
