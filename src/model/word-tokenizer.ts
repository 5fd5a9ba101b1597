import { addedToken, bpe, spaceRules } from './sentencepiece/rules.ts'

/** U+2581, the sign that stands for the space before a piece. */
export const SPACE = '▁'

/** The tokens that text falls back to where the vocabulary has neither its word nor its letters, by byte. */
export const BYTE_TOKENS: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
)

/**
 * `tokenizer.json` in Hugging Face's format of a tokenizer that knows words: text in lower case is cut into words,
 * numbers and signs; a piece that is in the vocabulary with `SPACE` before it is one token, any other falls back to
 * its letters, and letters that have no token to their UTF-8 bytes. There are no merges: `ignore_merges` takes a
 * whole piece that is in the vocabulary as it is.
 *
 * @param tokens all of them in the order of their ids, with `SPACE` and `BYTE_TOKENS` among them.
 * @param specials the first of `tokens`, which stand for themselves wherever they occur.
 */
export function wordTokenizerJson(tokens: readonly string[], specials: readonly string[]) {
  const ids = new Map(tokens.map((token, id) => [token, id]))
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => addedToken(id, content, true)),
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
    decoder: spaceRules(true).decoder,
    model: bpe(ids, [], { byte_fallback: true, ignore_merges: true }),
  }
}
