import { range } from './blocks.fixture.ts'
import type { TypedValue } from './gguf-file.fixture.ts'

const SPECIALS = ['<|endoftext|>', '<|im_start|>', '<|im_end|>']

/** GPT-2's printable stand-ins for the 256 bytes. */
function byteTokens(): string[] {
  const printable = range(256).filter((b) => (b > 32 && b < 127) || (b > 160 && b !== 173))
  let next = 256
  return range(256).map((byte) => String.fromCodePoint(printable.includes(byte) ? byte : next++))
}

/** A small byte-level vocabulary: three special tokens, all bytes, and what the merges lead to. */
export const BYTE_PAIRS = {
  tokens: [...SPECIALS, ...byteTokens(), 'Ġt', 'he', 'Ġthe', '42', 'He', 'Hello'],
  merges: ['Ġ t', 'h e', 'Ġt he', '4 2', 'H e'],
  types: range(265).map((id) => (id < SPECIALS.length ? 3 : 1)),
}

/** The same as the metadata of a file. */
export const BYTE_PAIR_METADATA: readonly (readonly [string, TypedValue])[] = [
  ['tokenizer.ggml.model', { text: 'gpt2' }],
  ['tokenizer.ggml.pre', { text: 'smollm' }],
  ['tokenizer.ggml.tokens', { of: 'text', list: BYTE_PAIRS.tokens.map((text) => ({ text })) }],
  ['tokenizer.ggml.merges', { of: 'text', list: BYTE_PAIRS.merges.map((text) => ({ text })) }],
  ['tokenizer.ggml.token_type', { of: 'i32', list: BYTE_PAIRS.types.map((i32) => ({ i32 })) }],
]
