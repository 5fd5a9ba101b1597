import { templateWords } from './vocabulary.ts'

export const SPECIAL_TOKENS = ['<|pad|>', '<|user|>', '<|bot|>', '<|end|>'] as const
export const MAX_LENGTH = 256

/** U+2581, the sign that stands for the space before a piece. */
const SPACE = '▁'
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
    ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`),
    ...Array.from({ length: 100 }, (_, number) => SPACE + number),
    ...SIGNS.map((sign) => SPACE + sign),
    ...templateWords().map((word) => SPACE + word),
  ]
}

/**
 * A tokenizer in Hugging Face's format: words of the templates, numbers 0–99 and signs are one token each; every
 * other word falls back to letters, and letters outside a–z to their UTF-8 bytes. There are no merges:
 * `ignore_merges` takes a whole piece that is in the vocabulary as it is.
 */
export function buildTokenizerFiles(): { tokenizerJson: object; tokenizerConfig: object } {
  const tokens = tokenList()
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]))
  const tokenizerJson = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content, id) => specialToken(id, content)),
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Lowercase' }] },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: '\\s+' }, behavior: 'Removed', invert: false },
        {
          type: 'Split',
          pattern: { Regex: '\\p{L}+|\\p{N}+|[^\\s\\p{L}\\p{N}]' },
          behavior: 'Isolated',
          invert: false,
        },
        { type: 'Metaspace', replacement: SPACE, prepend_scheme: 'always', split: false },
      ],
    },
    post_processor: null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: SPACE }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: true,
      ignore_merges: true,
      vocab,
      merges: [],
    },
  }
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

/** One turn is `<|user|>prompt<|bot|>answer<|end|>`; the prompt alone already ends with `<|bot|>`. */
const CHAT_TEMPLATE =
  "{% for message in messages %}{% if message['role'] == 'user' %}{{ '<|user|>' + message['content'] + '<|bot|>' }}" +
  "{% elif message['role'] == 'assistant' %}{{ message['content'] + '<|end|>' }}{% endif %}{% endfor %}"

function specialToken(id: number, content: string) {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
}
