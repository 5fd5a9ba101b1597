/**
 * A `pre_tokenizer` of tokenizer.json whose `Digits` are those of every script, as in Hugging Face's own library. The
 * JavaScript one knows 0–9 alone, and SmolLM2 and StarCoder split text with it.
 */
export function withUnicodeDigits(preTokenizer: unknown): unknown {
  if (!isObject(preTokenizer)) return preTokenizer
  const { type, individual_digits: alone, pretokenizers } = preTokenizer
  if (type === 'Sequence' && Array.isArray(pretokenizers))
    return { ...preTokenizer, pretokenizers: pretokenizers.map(withUnicodeDigits) }
  if (type !== 'Digits') return preTokenizer
  const pattern = { Regex: alone === true ? '\\p{N}' : '\\p{N}+' }
  return { type: 'Split', pattern, behavior: 'Isolated', invert: false }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
