import { BYTE_TOKENS, SPACE, wordTokenizerJson } from './word-tokenizer.ts'

/** A word-level vocabulary with byte fallback, in Hugging Face's format, for tests. */
export function smallTokenizerFiles(moreWords: readonly string[] = []) {
  const specials = ['<|pad|>', '<|user|>', '<|bot|>', '<|end|>']
  const words = ['lena', 'has', 'apples', 'so', ',', ...moreWords].map((word) => SPACE + word)
  const numbers = Array.from({ length: 100 }, (_, n) => SPACE + n)
  const signs = [...'abcdefghijklmnopqrstuvwxyz0123456789']
  const tokens = [...specials, ...BYTE_TOKENS, SPACE, ...signs, ...words, ...numbers]
  const tokenizerConfig = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    clean_up_tokenization_spaces: false,
    pad_token: '<|pad|>',
    eos_token: '<|end|>',
  }
  return { tokenizerJson: wordTokenizerJson(tokens, specials), tokenizerConfig }
}

/** The two files as they lie in a model's folder. */
export function encodedTokenizer(files: {
  readonly tokenizerJson: object
  readonly tokenizerConfig: object
}) {
  const encode = (json: object) => new TextEncoder().encode(JSON.stringify(json))
  return new Map([
    ['tokenizer.json', encode(files.tokenizerJson)],
    ['tokenizer_config.json', encode(files.tokenizerConfig)],
  ])
}
