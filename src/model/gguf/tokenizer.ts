import { mergesFromScores } from '../sentencepiece/merges.ts'
import { addedToken, bosFirst, bpe, type Json, spaceRules } from '../sentencepiece/rules.ts'
import type { JsonValue } from '../strict-json.ts'
import { architectureOf } from './config.ts'
import { brokenGguf, quote, unsupportedGguf } from './errors.ts'
import { flagField, numberField, numbersField, textField, textsField } from './fields.ts'
import type { GgufMetadata } from './metadata.ts'
import { preTokenizerOf } from './pre-tokenizers.ts'

/** `tokenizer.ggml.token_type` */
const TYPE = { normal: 1, unknown: 2, control: 3, userDefined: 4, byte: 6 } as const

interface Vocabulary {
  readonly tokens: readonly string[]
  /** Token → id. */
  readonly ids: ReadonlyMap<string, number>
  typeOf(id: number): number
  /** The token of a `tokenizer.ggml.NAME_token_id`. */
  named(name: string): string | null
}

/** What the two kinds of vocabulary make of `tokenizer.json`. */
interface Rules {
  readonly normalizer: Json | null
  readonly preTokenizer: Json | null
  readonly decoder: Json
  readonly model: Json
  readonly addsBos: boolean
}

/**
 * `tokenizer.json` and `tokenizer_config.json` in Hugging Face's format, the chat template included; empty where
 * the file has no vocabulary.
 *
 * @throws AppError `unsupported` for a tokenizer of another kind, `bad-model` for one that contradicts itself.
 */
export function tokenizerFromGguf(metadata: GgufMetadata): Map<string, Uint8Array> {
  const kind = textField(metadata, 'tokenizer.ggml.model')
  if (kind === undefined || kind === 'none') return new Map()
  const vocabulary = readVocabulary(metadata)
  const rules = rulesOf(kind, metadata, vocabulary)
  const { tokens, named, typeOf } = vocabulary
  const addedTokens = tokens.flatMap((content, id) => {
    const type = typeOf(id)
    if (type !== TYPE.control && type !== TYPE.unknown && type !== TYPE.userDefined) return []
    const special = type !== TYPE.userDefined
    return [addedToken(id, content, special)]
  })
  const bos = named('bos')
  const addsBos = flagField(metadata, 'tokenizer.ggml.add_bos_token') ?? rules.addsBos
  const tokenizerJson = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens,
    normalizer: rules.normalizer,
    pre_tokenizer: rules.preTokenizer,
    post_processor: addsBos && bos !== null ? bosFirst(bos, vocabulary.ids.get(bos) ?? 0) : null,
    decoder: rules.decoder,
    model: rules.model,
  }
  const tokenizerConfig = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    clean_up_tokenization_spaces: false,
    add_bos_token: addsBos,
    bos_token: bos,
    eos_token: named('eos'),
    unk_token: named('unknown'),
    pad_token: named('padding'),
    chat_template: textField(metadata, 'tokenizer.chat_template') ?? null,
  }
  return new Map([
    ['tokenizer.json', encode(tokenizerJson)],
    ['tokenizer_config.json', encode(tokenizerConfig)],
  ])
}

function readVocabulary(metadata: GgufMetadata): Vocabulary {
  const tokens = textsField(metadata, 'tokenizer.ggml.tokens')
  if (tokens === undefined) throw brokenGguf('its tokenizer has no tokens')
  const ids = new Map(tokens.map((token, id) => [token, id]))
  const twice = ids.size < tokens.length && tokens.find((token, id) => ids.get(token) !== id)
  if (twice !== false && twice !== undefined) throw brokenGguf(`its vocabulary has ${quote(twice)} twice`)
  const types = numbersField(metadata, 'tokenizer.ggml.token_type')
  if (types && types.length !== tokens.length) throw brokenGguf('its tokens and their types differ in number')
  return {
    tokens,
    ids,
    typeOf: (id) => types?.[id] ?? TYPE.normal,
    named(name) {
      const id = numberField(metadata, `tokenizer.ggml.${name}_token_id`)
      if (id === undefined) return null
      const token = tokens[id]
      if (token === undefined) throw brokenGguf(`its ${name} token ${id} is not in its vocabulary`)
      return token
    },
  }
}

function rulesOf(kind: string, metadata: GgufMetadata, vocabulary: Vocabulary): Rules {
  if (kind === 'gpt2') return bytePairs(metadata, vocabulary)
  if (kind === 'llama') return sentencePieces(metadata, vocabulary)
  throw unsupportedGguf(
    `a tokenizer of the kind "${kind.slice(0, 40)}"`,
    'Choose a file whose tokenizer.ggml.model is gpt2 or llama, or the same model as a Hugging Face folder.',
  )
}

/** Byte-level BPE, as GPT-2, Llama 3, Qwen2 and SmolLM2 have it. */
function bytePairs(metadata: GgufMetadata, { ids }: Vocabulary): Rules {
  const pairs = textsField(metadata, 'tokenizer.ggml.merges')
  if (pairs === undefined) throw brokenGguf('its tokenizer has no merges')
  const merges = pairs.map((pair) => {
    // The second character at the earliest: a token may begin with a space in files that keep them.
    const cut = pair.indexOf(' ', 1)
    if (cut < 0) throw brokenGguf(`its tokenizer has the merge ${quote(pair)}`)
    return [pair.slice(0, cut), pair.slice(cut + 1)]
  })
  const split = preTokenizerOf(textField(metadata, 'tokenizer.ggml.pre'), architectureOf(metadata))
  return {
    normalizer: split.normalizer,
    preTokenizer: split.preTokenizer,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: bpe(ids, merges, { ignore_merges: split.ignoreMerges, byte_fallback: false }),
    addsBos: split.addsBos,
  }
}

/** SentencePiece's BPE with byte fallback, as Llama 1 and 2, Mistral and TinyLlama have it. */
function sentencePieces(metadata: GgufMetadata, { tokens, ids, typeOf, named }: Vocabulary): Rules {
  const scores = numbersField(metadata, 'tokenizer.ggml.scores')
  if (scores?.length !== tokens.length) throw brokenGguf('its tokens and their scores differ in number')
  const pieces = new Map<string, { id: number; score: number }>()
  for (const [id, token] of tokens.entries()) {
    if (typeOf(id) === TYPE.normal) pieces.set(token, { id, score: scores[id] ?? 0 })
  }
  // llama.cpp's converter knows no scores where it reads a tokenizer.json; pieces lie in the order of their merges.
  const isFlat = new Set([...pieces.values()].map(({ score }) => score)).size <= 1
  if (isFlat) for (const [token, { id }] of pieces) pieces.set(token, { id, score: -id })
  const addsSpace = flagField(metadata, 'tokenizer.ggml.add_space_prefix') ?? true
  return {
    ...spaceRules(addsSpace),
    preTokenizer: null,
    model: bpe(ids, mergesFromScores(pieces), {
      byte_fallback: true,
      fuse_unk: true,
      unk_token: named('unknown'),
    }),
    addsBos: true,
  }
}

function encode(json: JsonValue): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json))
}
