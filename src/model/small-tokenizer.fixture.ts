/** A word-level vocabulary with byte fallback, in Hugging Face's format, for tests. */
export function smallTokenizerFiles(moreWords: readonly string[] = []) {
  const specials = ['<|pad|>', '<|user|>', '<|bot|>', '<|end|>']
  const words = ['lena', 'has', 'apples', 'so', ',', ...moreWords].map((word) => `▁${word}`)
  const numbers = Array.from({ length: 100 }, (_, n) => `▁${n}`)
  const signs = [...'abcdefghijklmnopqrstuvwxyz0123456789']
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  )
  const tokens = [...specials, ...bytes, '▁', ...signs, ...words, ...numbers]
  const vocab: Record<string, number> = Object.fromEntries(tokens.map((token, id) => [token, id]))
  const tokenizerJson = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
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
        { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: false },
      ],
    },
    post_processor: null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
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
    clean_up_tokenization_spaces: false,
    pad_token: '<|pad|>',
    eos_token: '<|end|>',
  }
  return { tokenizerJson, tokenizerConfig }
}
