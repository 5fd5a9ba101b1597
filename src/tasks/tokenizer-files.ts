import { createTokenizer, type Tokenizer } from '../model/tokenizer.ts'
import { BYTE_TOKENS, SPACE, wordTokenizerJson } from '../model/word-tokenizer.ts'
import { templateWords } from './vocabulary.ts'

export const SPECIAL_TOKENS = ['<|pad|>', '<|user|>', '<|bot|>', '<|end|>'] as const
export const MAX_LENGTH = 256

const SIGNS = [...'.,?!:;\'"-+*=|<>()[]/']
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
const DIGITS = [...'0123456789']

/** All tokens in the order of their ids. */
export function tokenList(): string[] {
  return [
    ...SPECIAL_TOKENS,
    SPACE,
    ...LETTERS,
    ...DIGITS,
    ...BYTE_TOKENS,
    ...Array.from({ length: 100 }, (_, number) => SPACE + number),
    ...SIGNS.map((sign) => SPACE + sign),
    ...templateWords().map((word) => SPACE + word),
  ]
}

/**
 * The tasks' own tokenizer in Hugging Face's format: words of the templates, numbers 0–99 and signs are one token
 * each; every other word falls back to letters, and letters outside a–z to their UTF-8 bytes.
 */
export function buildTokenizerFiles(): { tokenizerJson: object; tokenizerConfig: object } {
  const tokenizerJson = wordTokenizerJson(tokenList(), SPECIAL_TOKENS)
  const tokenizerConfig = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: MAX_LENGTH,
    bos_token: null,
    eos_token: '<|end|>',
    pad_token: '<|pad|>',
    unk_token: null,
    add_bos_token: false,
    add_eos_token: false,
    clean_up_tokenization_spaces: false,
    chat_template: CHAT_TEMPLATE,
  }
  return { tokenizerJson, tokenizerConfig }
}

/** The same, ready for use. */
export function taskTokenizer(): Tokenizer {
  const { tokenizerJson, tokenizerConfig } = buildTokenizerFiles()
  return createTokenizer(tokenizerJson, tokenizerConfig)
}

/** One turn is `<|user|>prompt<|bot|>answer<|end|>`; the prompt alone already ends with `<|bot|>`. */
const CHAT_TEMPLATE =
  "{% for message in messages %}{% if message['role'] == 'user' %}{{ '<|user|>' + message['content'] + '<|bot|>' }}" +
  "{% elif message['role'] == 'assistant' %}{{ message['content'] + '<|end|>' }}{% endif %}{% endfor %}"
