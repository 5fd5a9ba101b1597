import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import * as v from 'valibot'
import { AppError } from '../core/errors.ts'

/** Text to ids and back, by the two tokenizer files of a checkpoint. */
export interface Tokenizer {
  readonly vocabSize: number
  /** An answer is over with any of these. */
  readonly stopIds: readonly number[]
  /** Ids of a text. What looks like a special token in it is plain text. */
  encode(text: string): number[]
  /** @throws AppError `bad-input` for an id outside the vocabulary. */
  decode(ids: readonly number[], options?: { skipSpecial?: boolean }): string
  /**
   * What each token adds to a text that already has begun, its leading space included. A character that
   * needs several tokens belongs to the last of them, and the others are empty.
   */
  pieces(ids: readonly number[]): string[]
  /** How the model is asked: by the embedded model's own form, by turns of a chat, or not at all. */
  readonly form: 'tiny' | 'chat' | 'plain'
  /**
   * A chat of one turn, up to where the model is to answer: `<|user|>` prompt `<|bot|>`, or ChatML turns with
   * `<|im_start|>` and `<|im_end|>`, which may have a system message before.
   * @throws AppError `unsupported` where the vocabulary has no such tokens.
   */
  promptIds(prompt: string, options?: { system?: string }): number[]
}

const MAX_ID = 2 ** 24
/** No character takes more bytes, and so more byte tokens, than this. */
const MAX_CHARACTER_TOKENS = 4
const UNFINISHED = '\uFFFD'

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_ID))
const TokenizerJson = v.looseObject({
  normalizer: v.optional(v.nullable(v.unknown()), null),
  pre_tokenizer: v.optional(v.nullable(v.unknown()), null),
  post_processor: v.optional(v.nullable(v.unknown()), null),
  decoder: v.optional(v.nullable(v.unknown()), null),
  // Not v.record, which drops keys such as "constructor": a vocabulary has such words.
  model: v.looseObject({ vocab: v.custom<Record<string, number>>(isVocabulary, 'Expected words with ids') }),
  added_tokens: v.optional(
    v.array(v.looseObject({ id, content: v.string(), special: v.optional(v.boolean(), false) })),
    [],
  ),
})
const NamedToken = v.union([v.string(), v.looseObject({ content: v.string() })])
const TokenizerConfig = v.looseObject({
  eos_token: v.nullish(NamedToken),
  clean_up_tokenization_spaces: v.nullish(v.boolean()),
})

/**
 * @param tokenizerJson parsed `tokenizer.json`
 * @param tokenizerConfig parsed `tokenizer_config.json`
 * @throws AppError `bad-model`
 */
export function createTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): Tokenizer {
  const { json, config, encoder, decoder } = open(tokenizerJson, tokenizerConfig)
  const specials = new Map(json.added_tokens.map((token) => [token.content, token.id]))
  const known = new Map([...Object.entries(json.model.vocab), ...specials])
  const ids = new Set(known.values())
  const eos = typeof config.eos_token === 'object' ? config.eos_token?.content : config.eos_token
  const stopIds = [...new Set([eos, '<|end|>'].flatMap((name) => known.get(name ?? '') ?? []))]

  function encode(text: string): number[] {
    const found: (number | undefined)[] = encoder.encode(text, { add_special_tokens: false }).ids
    return found.map((value) => {
      if (value === undefined)
        throw new AppError('bad-input', 'The text holds a sign that this model cannot read.')
      return value
    })
  }

  function decode(list: readonly number[], { skipSpecial = false } = {}): string {
    for (const value of list) {
      if (!ids.has(value)) throw new AppError('bad-input', `There is no token with the id ${value}.`)
    }
    // The library refuses an empty list.
    if (list.length === 0) return ''
    return decoder.decode([...list], {
      skip_special_tokens: skipSpecial,
      clean_up_tokenization_spaces: config.clean_up_tokenization_spaces ?? false,
    })
  }

  // Decoders treat the start of a text differently, so pieces are decoded behind a token that is always there.
  const anchor = known.has('a') || known.has('▁a') ? encode('a') : []
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
    return 1
  }

  const user = specials.get('<|user|>')
  const bot = specials.get('<|bot|>')
  const start = specials.get('<|im_start|>')
  const end = specials.get('<|im_end|>')
  const isChat = start !== undefined && end !== undefined
  const form = user !== undefined && bot !== undefined ? 'tiny' : isChat ? 'chat' : 'plain'

  function promptIds(prompt: string, { system }: { system?: string } = {}): number[] {
    if (isChat) {
      const turn = (role: string, text: string) => [
        start,
        ...encode(`${role}\n${text}`),
        end,
        ...encode('\n'),
      ]
      const before = system === undefined ? [] : turn('system', system)
      return [...before, ...turn('user', prompt), start, ...encode('assistant\n')]
    }
    if (user === undefined || bot === undefined) {
      throw new AppError('unsupported', 'This model has a chat format that the playground does not know.', {
        advice: 'Give the prompt as token ids.',
      })
    }
    return [user, ...encode(prompt), bot]
  }

  return { vocabSize: Math.max(...ids) + 1, stopIds, encode, decode, pieces, form, promptIds }
}

function open(tokenizerJson: unknown, tokenizerConfig: unknown) {
  const json = check(TokenizerJson, tokenizerJson, 'tokenizer.json')
  const config = check(TokenizerConfig, tokenizerConfig, 'tokenizer_config.json')
  // The encoder knows no special tokens, so that nobody can type one.
  const plain = {
    ...json,
    post_processor: null,
    added_tokens: json.added_tokens.filter((token) => !token.special),
  }
  try {
    const encoder = new HuggingFaceTokenizer(plain, config)
    const decoder = new HuggingFaceTokenizer(json, config)
    return { json, config, encoder, decoder }
  } catch (cause) {
    throw new AppError('bad-model', 'The tokenizer files describe a tokenizer that cannot be built.', {
      cause,
    })
  }
}

function isVocabulary(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((entry) => v.is(id, entry))
}

function check<S extends v.GenericSchema>(schema: S, value: unknown, file: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new AppError('bad-model', `${file} is wrong at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`)
}
