import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import {
  type ChatMessage,
  type ChatOptions,
  type Coder,
  endOfTurn,
  plainForm,
  type RenderChat,
  type TokenizerForm,
  templateForm,
  tinyForm,
} from './chat-form.ts'
import { checkJson } from './check-json.ts'
import { refuseRunaways } from './pattern/refuse-runaways.ts'
import { fitPreTokenizer } from './pre-tokenizer.ts'
import {
  emptied,
  fitTokenizer,
  idsOf,
  MAX_TOKEN_ID,
  TokenizerModelJson,
  withoutWords,
} from './tokenizer-model.ts'

/** Text to ids and back, by the two tokenizer files of a checkpoint. */
export interface Tokenizer {
  readonly vocabSize: number
  /** An answer is over with any of these. */
  readonly stopIds: readonly number[]
  /** How the model is asked. */
  readonly form: TokenizerForm
  /**
   * Ids of a text. What looks like a special token in it is plain text, unless `special` says that it is one, as
   * Hugging Face's tokenizers read it.
   */
  encode(text: string, options?: { special?: boolean }): number[]
  /** Ids of a text to be continued: it begins with the BOS token where the model wants one. */
  completionIds(text: string): number[]
  /**
   * Rows of the model that no token has, which are there to round a vocabulary up, give no text.
   * @throws AppError `bad-input` for an id outside the vocabulary.
   */
  decode(ids: readonly number[], options?: { skipSpecial?: boolean }): string
  /**
   * What each token adds to a text that already has begun, its leading space included. A character that
   * needs several tokens belongs to the last of them, and the others are empty.
   */
  pieces(ids: readonly number[]): string[]
  /**
   * One question in the model's own form, up to where it is to answer.
   * @throws AppError as `chatIds`
   */
  promptIds(prompt: string, options?: { system?: string }): number[]
  /**
   * A chat in the model's own form. What the messages say never becomes a special token.
   * @throws AppError `unsupported` where that form does not have such a chat, or the model's template fails.
   */
  chatIds(messages: readonly ChatMessage[], options?: ChatOptions): number[]
}

/** What the two files alone do not say. */
export interface TokenizerExtras {
  /** Renders the model's chat template, for a model that is to be asked by it. */
  readonly render?: RenderChat
  /** The end-of-text tokens of `config.json` and `generation_config.json`. */
  readonly eosIds?: readonly number[]
  /** Rows of the model's embedding, where they may be more than the tokens. */
  readonly rows?: number
}

/** No character takes more bytes, and so more byte tokens, than this. */
const MAX_CHARACTER_TOKENS = 4
const UNFINISHED = '\uFFFD'

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_TOKEN_ID))
const TokenizerJson = v.looseObject({
  normalizer: v.optional(v.nullable(v.unknown()), null),
  pre_tokenizer: v.optional(v.nullable(v.unknown()), null),
  post_processor: v.optional(v.nullable(v.unknown()), null),
  decoder: v.optional(v.nullable(v.unknown()), null),
  model: TokenizerModelJson,
  added_tokens: v.optional(
    v.array(
      v.looseObject({
        id,
        content: v.string(),
        special: v.optional(v.boolean(), false),
        lstrip: v.optional(v.boolean(), false),
        rstrip: v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
})
const NamedToken = v.union([v.string(), v.looseObject({ content: v.string() })])
const TokenizerConfig = v.looseObject({
  bos_token: v.nullish(NamedToken),
  eos_token: v.nullish(NamedToken),
  add_bos_token: v.nullish(v.boolean()),
  clean_up_tokenization_spaces: v.nullish(v.boolean()),
})

/**
 * @param tokenizerJson parsed `tokenizer.json`
 * @param tokenizerConfig parsed `tokenizer_config.json`
 * @throws AppError `bad-model`; `unsupported` for a tokenizer of another kind
 */
export function createTokenizer(
  tokenizerJson: unknown,
  tokenizerConfig: unknown,
  { render, eosIds = [], rows = 0 }: TokenizerExtras = {},
): Tokenizer {
  const { json, config, full, plain, strict } = open(tokenizerJson, tokenizerConfig)
  const added = new Map(json.added_tokens.map((token) => [token.content, token.id]))
  const specials = new Map(
    json.added_tokens.filter((token) => token.special).map((token) => [token.content, token]),
  )
  const specialIds = new Set([...specials.values()].map((token) => token.id))
  const known = (name: string | undefined): number | undefined =>
    name === undefined ? undefined : (added.get(name) ?? full.token_to_id(name))
  const ids = new Set([...idsOf(json.model), ...added.values()])

  function encode(text: string, { special = false } = {}): number[] {
    if (special) return readable(full, text)
    const found = readable(plain, text)
    // A vocabulary may hold a special token as a word too.
    return found.some((value) => specialIds.has(value)) ? readable(strict(), text) : found
  }

  function decode(list: readonly number[], { skipSpecial = false } = {}): string {
    const held = list.filter((value) => {
      if (ids.has(value)) return true
      if (Number.isInteger(value) && value >= 0 && value < rows) return false
      throw new AppError('bad-input', `There is no token with the id ${value}.`)
    })
    // The library refuses an empty list.
    if (held.length === 0) return ''
    return attempt(() =>
      full.decode(held, {
        skip_special_tokens: skipSpecial,
        clean_up_tokenization_spaces: config.clean_up_tokenization_spaces ?? false,
      }),
    )
  }

  // Decoders treat the start of a text differently, so pieces are decoded behind a token that is always there.
  const anchor = (known('a') ?? known('▁a')) !== undefined ? encode('a') : []
  const anchorText = decode(anchor)
  const decodeInside = (list: readonly number[]) => decode([...anchor, ...list]).slice(anchorText.length)

  function pieces(list: readonly number[]): string[] {
    const result: string[] = []
    while (result.length < list.length) {
      const start = result.length
      const alone = decodeInside(list.slice(start, start + 1))
      const length = alone.includes(UNFINISHED) ? characterLength(list.slice(start)) : 1
      result.push(...Array<string>(length - 1).fill(''))
      result.push(length === 1 ? alone : decodeInside(list.slice(start, start + length)))
    }
    return result
  }

  /** How many of the first tokens make up whole characters; 1 where none do. */
  function characterLength(list: readonly number[]): number {
    for (let length = 2; length <= Math.min(MAX_CHARACTER_TOKENS, list.length); length++) {
      if (!decodeInside(list.slice(0, length)).includes(UNFINISHED)) return length
    }
    // The sign for what is no character is one itself, of three bytes.
    return list.length >= 3 && decodeInside(list.slice(0, 3)) === UNFINISHED ? 3 : 1
  }

  const coder: Coder = {
    specials,
    encode,
    encodeMarked: (text) => encode(text, { special: true }),
    start: startIds(full, specialIds, config.add_bos_token ? known(textOf(config.bos_token)) : undefined),
  }
  const chat =
    render !== undefined
      ? templateForm(coder, render)
      : specials.has('<|user|>') && specials.has('<|bot|>')
        ? tinyForm(coder)
        : plainForm(coder)
  const stops = [
    known(textOf(config.eos_token)),
    known('<|end|>'),
    ...eosIds.filter((value) => ids.has(value)),
    render && endOfTurn(coder, render),
  ]
  return {
    vocabSize: 1 + largest(ids),
    stopIds: [...new Set(stops.filter((value) => value !== undefined && value !== null))],
    form: chat.form,
    encode,
    completionIds: (text) => [...coder.start, ...encode(text)],
    decode,
    pieces,
    promptIds: (prompt, { system } = {}) =>
      chat.ids([
        ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
        { role: 'user', content: prompt },
      ]),
    chatIds: chat.ids,
  }
}

function largest(ids: Iterable<number>): number {
  let largest = -1
  for (const value of ids) largest = Math.max(largest, value)
  return largest
}

function readable(tokenizer: HuggingFaceTokenizer, text: string): number[] {
  const found: (number | undefined)[] = attempt(
    () => tokenizer.encode(text, { add_special_tokens: false }).ids,
  )
  return found.map((value) => {
    if (value === undefined)
      throw new AppError('bad-input', 'The text holds a sign that this model cannot read.')
    return value
  })
}

/** The special tokens that the tokenizer puts before any text. */
function startIds(
  full: HuggingFaceTokenizer,
  specials: ReadonlySet<number>,
  bos: number | undefined,
): number[] {
  const framed = attempt(() => full.encode('', { add_special_tokens: true }).ids)
  const start = framed.slice(0, 1).filter((value) => specials.has(value))
  return start.length > 0 || bos === undefined ? start : [bos]
}

function textOf(token: v.InferOutput<typeof NamedToken> | null | undefined): string | undefined {
  return typeof token === 'object' ? token?.content : token
}

function open(tokenizerJson: unknown, tokenizerConfig: unknown) {
  const given = checkJson(TokenizerJson, tokenizerJson, 'tokenizer.json')
  const config = checkJson(TokenizerConfig, tokenizerConfig, 'tokenizer_config.json')
  const ordinary = given.added_tokens.filter((token) => !token.special)
  return attempt(() => {
    const json = { ...given, pre_tokenizer: fitPreTokenizer(given.pre_tokenizer) }
    const full = fitTokenizer(new HuggingFaceTokenizer(json, config), json.model)
    refuseRunaways(full.normalizer, full.pre_tokenizer, full.post_processor, full.decoder)
    // It knows no special tokens, so that nobody can type one. Its vocabulary, which takes long to build, is the other's.
    const plain = new HuggingFaceTokenizer(
      { ...json, post_processor: null, added_tokens: ordinary, model: emptied(json.model) },
      config,
    )
    plain.model = full.model
    plain.normalizer = full.normalizer
    return { json, config, full, plain, strict: once(() => withoutSpecials(json, config)) }
  })
}

/** The library finds some faults of the files when it is made, others only when it is used. */
function attempt<T>(use: () => T): T {
  try {
    return use()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('bad-model', 'The tokenizer files describe a tokenizer that does not work.', {
      cause,
    })
  }
}

/** The plain tokenizer with a vocabulary of its own, in which special tokens are no words either. */
function withoutSpecials(json: v.InferOutput<typeof TokenizerJson>, config: object): HuggingFaceTokenizer {
  const specials = new Set(json.added_tokens.filter((token) => token.special).map((token) => token.content))
  const ordinary = json.added_tokens.filter((token) => !token.special)
  const model = withoutWords(json.model, specials)
  const strict = new HuggingFaceTokenizer(
    { ...json, post_processor: null, added_tokens: ordinary, model },
    config,
  )
  return fitTokenizer(strict, json.model, specials)
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
