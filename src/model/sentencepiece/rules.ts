import type { JsonValue } from '../strict-json.ts'

export type Json = { [key: string]: JsonValue }

/**
 * How a Llama's SentencePiece text is made and read again, in `tokenizer.json`: spaces are ▁, bytes have tokens.
 *
 * @param addsSpace the text gets a space before it, which is taken off again
 */
export function spaceRules(addsSpace: boolean): { normalizer: Json; decoder: Json } {
  const spaces: Json = { type: 'Replace', pattern: { String: ' ' }, content: '▁' }
  const back: Json = { type: 'Replace', pattern: { String: '▁' }, content: ' ' }
  const before: Json[] = addsSpace ? [{ type: 'Prepend', prepend: '▁' }] : []
  const after: Json[] = addsSpace ? [{ type: 'Strip', content: ' ', start: 1, stop: 0 }] : []
  return {
    normalizer: { type: 'Sequence', normalizers: [...before, spaces] },
    decoder: { type: 'Sequence', decoders: [back, { type: 'ByteFallback' }, { type: 'Fuse' }, ...after] },
  }
}

/** One of the `added_tokens`: it stands for itself wherever it occurs. */
export function addedToken(id: number, content: string, special: boolean) {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special }
}

/** The `model` of a BPE tokenizer. */
export function bpe<Rules extends Json>(ids: ReadonlyMap<string, number>, merges: string[][], rules: Rules) {
  return {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: false,
    ...rules,
    vocab: Object.fromEntries(ids),
    merges,
  }
}

/** The `post_processor` that puts the BOS token before a text. */
export function bosFirst(bos: string, id: number): Json {
  const token = { SpecialToken: { id: bos, type_id: 0 } }
  const text = (name: string, type: number) => ({ Sequence: { id: name, type_id: type } })
  return {
    type: 'TemplateProcessing',
    single: [token, text('A', 0)],
    pair: [token, text('A', 0), { SpecialToken: { id: bos, type_id: 1 } }, text('B', 1)],
    special_tokens: { [bos]: { id: bos, ids: [id], tokens: [bos] } },
  }
}
