import type { JsonValue } from '../strict-json.ts'
import { unsupportedGguf } from './errors.ts'

/*
 * GGUF files name how text is split before byte pairs are merged and leave the rule itself to the reader. These are
 * the rules of the models' own tokenizer.json files.
 */

type Json = { [key: string]: JsonValue }

/** The parts of a byte-level tokenizer.json that depend on the model. */
export interface PreTokenizer {
  readonly normalizer: Json | null
  readonly preTokenizer: Json
  /** A whole word of the vocabulary is taken as it is, without merging. */
  readonly ignoreMerges: boolean
  /** Whether texts begin with a token of their own where the file does not say. */
  readonly addsBos: boolean
}

const CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
const SIGNS_AND_SPACES = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+'
const LLAMA3 = `${CONTRACTIONS}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|${SIGNS_AND_SPACES}`
const QWEN2 = `${CONTRACTIONS}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|${SIGNS_AND_SPACES}`
const UPPER = '\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}'
const LOWER = '\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}'
const TEKKEN =
  `[^\\r\\n\\p{L}\\p{N}]?[${UPPER}]*[${LOWER}]+|[^\\r\\n\\p{L}\\p{N}]?[${UPPER}]+[${LOWER}]*|\\p{N}|` +
  ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+'

const plain = { normalizer: null, ignoreMerges: false, addsBos: false }
const gpt2: PreTokenizer = { ...plain, preTokenizer: byteLevel(true) }
/** Every digit alone, of any script, and then GPT-2's rule. */
const digits: PreTokenizer = { ...plain, preTokenizer: sequence(split('\\p{N}'), byteLevel(true)) }
const llama3: PreTokenizer = { ...splitBy(LLAMA3), ignoreMerges: true, addsBos: true }
const qwen2: PreTokenizer = { ...splitBy(QWEN2), normalizer: { type: 'NFC' } }
const tekken: PreTokenizer = { ...splitBy(TEKKEN), ignoreMerges: true, addsBos: true }

/** By `tokenizer.ggml.pre`. */
const KNOWN: ReadonlyMap<string, PreTokenizer> = new Map([
  ['default', gpt2],
  ['gpt-2', gpt2],
  ['phi-2', gpt2],
  ['mellum', gpt2],
  ['smollm', digits],
  ['refact', digits],
  ['starcoder', digits],
  ['llama-bpe', llama3],
  ['llama3', llama3],
  ['llama-v3', llama3],
  ['falcon3', llama3],
  ['pixtral', llama3],
  ['qwen2', qwen2],
  ['deepseek-r1-qwen', qwen2],
  ['kormo', qwen2],
  ['tekken', tekken],
])

/**
 * @param name `tokenizer.ggml.pre`; older files have none.
 * @throws AppError `unsupported`, naming the rule and those that are known.
 */
export function preTokenizerOf(name: string | undefined, architecture: string): PreTokenizer {
  if (name === undefined) return architecture === 'qwen2' ? qwen2 : gpt2
  const known = KNOWN.get(name)
  if (known !== undefined) return known
  throw unsupportedGguf(
    `a tokenizer that splits text as "${name.slice(0, 40)}"`,
    `Choose a file with one of these: ${[...KNOWN.keys()].join(', ')}; or the same model as a Hugging Face folder.`,
  )
}

function byteLevel(useRegex: boolean): Json {
  return { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: useRegex }
}

function split(regex: string): Json {
  return { type: 'Split', pattern: { Regex: regex }, behavior: 'Isolated', invert: false }
}

function sequence(...pretokenizers: Json[]): Json {
  return { type: 'Sequence', pretokenizers }
}

function splitBy(regex: string): PreTokenizer {
  return { ...plain, preTokenizer: sequence(split(regex), byteLevel(false)) }
}
