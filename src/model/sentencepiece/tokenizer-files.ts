import * as v from 'valibot'
import { AppError } from '../../core/errors.ts'
import { checkJson } from '../check-json.ts'
import { type JsonValue, parseStrictJson } from '../strict-json.ts'
import { mergesFromScores } from './merges.ts'
import { PIECE_TYPE, readModelFile, type SentencePieceModel } from './model-file.ts'
import { addedToken, bosFirst, bpe, type Json, spaceRules } from './rules.ts'

/** The files beside `tokenizer.model` that say more of its tokenizer. */
export interface FilesBeside {
  /** `tokenizer_config.json` */
  readonly config?: Uint8Array | undefined
  /** `added_tokens.json` */
  readonly added?: Uint8Array | undefined
}

const TokenizerConfig = v.looseObject({
  add_bos_token: v.nullish(v.boolean(), true),
  add_prefix_space: v.nullish(v.boolean(), true),
  added_tokens_decoder: v.optional(
    v.record(v.string(), v.looseObject({ content: v.string(), special: v.optional(v.boolean(), false) })),
    {},
  ),
})
const AddedTokens = v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0)))

/**
 * `tokenizer.json` and `tokenizer_config.json` of a Llama that has a SentencePiece `tokenizer.model` alone, as
 * transformers' converter of Llama tokenizers makes them.
 *
 * @throws AppError `bad-model`, `unsupported`
 */
export function tokenizerFromModelFile(bytes: Uint8Array, beside: FilesBeside): Map<string, Uint8Array> {
  const model = readModelFile(bytes)
  const configJson = beside.config ? parseStrictJson(beside.config, 'tokenizer_config.json') : {}
  const config = checkJson(TokenizerConfig, configJson, 'tokenizer_config.json')
  const bos = model.pieces[model.bos]?.piece
  const tokenizerJson = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(model, config.added_tokens_decoder, beside.added),
    ...spaceRules(config.add_prefix_space ?? true),
    pre_tokenizer: null,
    post_processor: config.add_bos_token && bos !== undefined ? bosFirst(bos, model.bos) : null,
    model: model.kind === 'bpe' ? bpeOf(model) : unigramOf(model),
  }
  const said = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    clean_up_tokenization_spaces: false,
    bos_token: bos ?? null,
    eos_token: model.pieces[model.eos]?.piece ?? null,
    unk_token: model.pieces[model.unk]?.piece ?? null,
    ...(configJson as Json),
  }
  return new Map([
    ['tokenizer.json', encode(tokenizerJson)],
    ['tokenizer_config.json', encode(said)],
  ])
}

function addedTokens(
  { pieces }: SentencePieceModel,
  decoder: v.InferOutput<typeof TokenizerConfig>['added_tokens_decoder'],
  addedJson: Uint8Array | undefined,
): Json[] {
  const found = new Map<number, { content: string; special: boolean }>()
  for (const [id, { piece, type }] of pieces.entries()) {
    const isAdded =
      type === PIECE_TYPE.control || type === PIECE_TYPE.unknown || type === PIECE_TYPE.userDefined
    if (isAdded) found.set(id, { content: piece, special: type !== PIECE_TYPE.userDefined })
  }
  const added = addedJson
    ? checkJson(AddedTokens, parseStrictJson(addedJson, 'added_tokens.json'), 'added_tokens.json')
    : {}
  for (const [content, id] of Object.entries(added)) found.set(id, { content, special: false })
  for (const [id, { content, special }] of Object.entries(decoder))
    found.set(Number(id), { content, special })
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([id, { content, special }]) => addedToken(id, content, special))
}

function bpeOf({ pieces, byteFallback, unk }: SentencePieceModel): Json {
  const ids = new Map(pieces.map(({ piece }, id) => [piece, id]))
  if (ids.size < pieces.length)
    throw new AppError('bad-model', 'The vocabulary of tokenizer.model has a piece twice.')
  const normal = new Map(
    pieces.flatMap(({ piece, score, type }, id) =>
      type === PIECE_TYPE.normal ? [[piece, { id, score }] as const] : [],
    ),
  )
  return bpe(ids, mergesFromScores(normal), {
    byte_fallback: byteFallback,
    fuse_unk: true,
    unk_token: pieces[unk]?.piece ?? null,
  })
}

function unigramOf({ pieces, byteFallback, unk }: SentencePieceModel): Json {
  return {
    type: 'Unigram',
    unk_id: pieces[unk] ? unk : null,
    vocab: pieces.map(({ piece, score }) => [piece, score]),
    byte_fallback: byteFallback,
  }
}

function encode(json: JsonValue): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json))
}
