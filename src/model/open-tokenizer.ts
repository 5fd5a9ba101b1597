import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import type { RenderChat } from './chat-form.ts'
import { TOKENIZER_FILES } from './checkpoint.ts'
import { eosIdsOf, GENERATION_CONFIG } from './generation-config.ts'
import { createIdTokenizer } from './id-tokenizer.ts'
import type { LlamaConfig } from './llama-config.ts'
import { type JsonValue, parseStrictJson } from './strict-json.ts'
import { createTokenizer, type Tokenizer } from './tokenizer.ts'

const Named = v.object({ name: v.string(), template: v.string() })
const WithTemplate = v.looseObject({ chat_template: v.nullish(v.union([v.string(), v.array(Named)])) })

/** What to do where a checkpoint's tokenizer lies in a form that is not read. */
export const TOKENIZER_ADVICE =
  'Where it lies in vocab.json, transformers makes a tokenizer.json of it: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER).'

/**
 * The tokenizer of a model from its files. A model with a chat template of its own is asked by that; what reads
 * templates is loaded only then. A model without any of the files is asked in token ids.
 *
 * @param owner names the model in messages, as in "The checkpoint".
 * @throws AppError `bad-model` where `tokenizer.json` is missing beside the other file, where one is wrong, or has ids
 * that the model has no rows for.
 */
export async function openTokenizer(
  files: ReadonlyMap<string, Uint8Array>,
  config: Pick<LlamaConfig, 'vocab_size' | 'eos_token_ids'>,
  owner: string,
): Promise<Tokenizer> {
  const eosIds = [...config.eos_token_ids, ...eosIdsOf(files.get(GENERATION_CONFIG))]
  if (!hasTokenizer(files)) return createIdTokenizer(config.vocab_size, eosIds)
  const [words, rest] = TOKENIZER_FILES
  const wordBytes = files.get(words)
  if (wordBytes === undefined) {
    throw new AppError('bad-model', `${owner} has no tokenizer.json.`, { advice: TOKENIZER_ADVICE })
  }
  const json = parseStrictJson(wordBytes, words)
  const restBytes = files.get(rest)
  const tokenizerConfig = restBytes === undefined ? {} : parseStrictJson(restBytes, rest)
  const source = templateOf(tokenizerConfig)
  const tokenizer = createTokenizer(json, tokenizerConfig, {
    eosIds,
    rows: config.vocab_size,
    ...(source !== null && { render: await openTemplate(source, tokenizerConfig) }),
  })
  if (tokenizer.vocabSize > config.vocab_size) {
    throw new AppError('bad-model', 'The tokenizer has ids beyond the vocabulary of the model.')
  }
  return tokenizer
}

/** Whether a model's files say anything of a tokenizer. */
export function hasTokenizer(files: ReadonlyMap<string, Uint8Array>): boolean {
  return TOKENIZER_FILES.some((name) => files.has(name))
}

/** Null also for the template of this project's own models, whose form needs none. */
function templateOf(tokenizerConfig: JsonValue): string | null {
  const parsed = v.safeParse(WithTemplate, tokenizerConfig)
  if (!parsed.success) throw new AppError('bad-model', 'tokenizer_config.json is wrong at "chat_template".')
  const { chat_template: given } = parsed.output
  const source = Array.isArray(given)
    ? (given.find(({ name }) => name === 'default') ?? given[0])?.template
    : given
  if (source === undefined || source === null || source.trim() === '') return null
  return source.includes("'<|user|>' + message['content'] + '<|bot|>'") ? null : source
}

async function openTemplate(source: string, tokenizerConfig: JsonValue): Promise<RenderChat> {
  const { compileChatTemplate } = await import('./chat-template.ts')
  try {
    return compileChatTemplate(source, namedTokens(tokenizerConfig))
  } catch (error) {
    // The model can still be asked without a chat, so the error waits for one.
    return () => {
      throw error
    }
  }
}

/** `bos_token`, `eos_token` and the like, as templates name them. */
function namedTokens(tokenizerConfig: JsonValue): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokenizerConfig ?? {}).flatMap(([key, value]) => {
      const text = typeof value === 'object' ? (value as { content?: unknown } | null)?.content : value
      return key.endsWith('_token') && typeof text === 'string' ? [[key, text]] : []
    }),
  )
}
