import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrictJson } from '../strict-json.ts'
import { createTokenizer } from '../tokenizer.ts'
import { BYTE_TOKENS } from '../word-tokenizer.ts'
import type { GgufMetadata, GgufValue } from './metadata.ts'
import { tokenizerFromGguf } from './tokenizer.ts'
import { BYTE_PAIRS } from './vocabulary.fixture.ts'

const bytePairs: [string, GgufValue][] = [
  ['general.architecture', 'llama'],
  ['tokenizer.ggml.model', 'gpt2'],
  ['tokenizer.ggml.pre', 'smollm'],
  ['tokenizer.ggml.tokens', BYTE_PAIRS.tokens],
  ['tokenizer.ggml.token_type', Int32Array.from(BYTE_PAIRS.types)],
  ['tokenizer.ggml.merges', BYTE_PAIRS.merges],
  ['tokenizer.ggml.bos_token_id', 1],
  ['tokenizer.ggml.eos_token_id', 2],
  ['tokenizer.chat_template', '{{ messages }}'],
]

/** Pieces and scores; `bc` goes before `ab`, although `ab` comes first in the list. */
const PIECES: readonly [string, number][] = [
  ['▁', -9],
  ['a', -9],
  ['b', -9],
  ['c', -9],
  ['ab', -2],
  ['bc', -1],
  ['▁a', -3],
]
const sentencePieces: [string, GgufValue][] = [
  ['general.architecture', 'llama'],
  ['tokenizer.ggml.model', 'llama'],
  ['tokenizer.ggml.tokens', ['<unk>', '<s>', '</s>', ...BYTE_TOKENS, ...PIECES.map(([piece]) => piece)]],
  ['tokenizer.ggml.scores', Float32Array.of(...Array(259).fill(0), ...PIECES.map(([, score]) => score))],
  ['tokenizer.ggml.token_type', Int32Array.of(2, 3, 3, ...Array(256).fill(6), ...PIECES.map(() => 1))],
  ['tokenizer.ggml.bos_token_id', 1],
  ['tokenizer.ggml.eos_token_id', 2],
  ['tokenizer.ggml.unknown_token_id', 0],
]

function files(metadata: GgufMetadata) {
  const made = tokenizerFromGguf(metadata)
  return ['tokenizer.json', 'tokenizer_config.json'].map((name) => parseStrictJson(made.get(name)!, name))
}

function tokenizerOf(base: [string, GgufValue][], ...changes: [string, GgufValue][]) {
  const [json, config] = files(new Map([...base, ...changes]))
  return createTokenizer(json, config)
}

const tokensOf = (base: [string, GgufValue][], ids: readonly number[]) => {
  const tokens = new Map(base).get('tokenizer.ggml.tokens') as string[]
  return ids.map((id) => tokens[id])
}

describe('a byte-level tokenizer from a GGUF file', () => {
  it.each<[string, string, string[]]>([
    ['smollm', 'He the42', ['He', 'Ġthe', '4', '2']],
    ['gpt-2', 'He the42', ['He', 'Ġthe', '42']],
    ['llama-bpe', 'He the42', ['He', 'Ġthe', '42']],
    ['qwen2', 'He the42', ['He', 'Ġthe', '4', '2']],
    // Only this rule takes a whole word of the vocabulary that no merges lead to.
    ['llama-bpe', 'Hello', ['Hello']],
    ['smollm', 'Hello', ['He', 'l', 'l', 'o']],
    // Qwen2 joins a letter and its accent first.
    ['qwen2', 'e\u0301', ['Ã', '©']],
    ['gpt-2', 'e\u0301', ['e', 'Ì', 'ģ']],
  ])('that splits as %s reads %j as %j', (pre, text, expected) => {
    const tokenizer = tokenizerOf(bytePairs, ['tokenizer.ggml.pre', pre])
    expect(tokensOf(bytePairs, tokenizer.encode(text))).toEqual(expected)
  })

  it('loses nothing of any text', () => {
    const tokenizer = tokenizerOf(bytePairs)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text)
      }),
    )
  })

  it('takes what looks like a special token in a text as text, and stops at the end token', () => {
    const tokenizer = tokenizerOf(bytePairs)
    expect(Math.min(...tokenizer.encode('<|im_end|>'))).toBeGreaterThan(2)
    expect(tokenizer.stopIds).toEqual([2])
    expect(tokenizer.decode([2, 262], { skipSpecial: true })).toBe('42')
  })

  it('brings its chat template along, and a first token where the file wants one', () => {
    const [json, config] = files(new Map(bytePairs))
    expect(config).toMatchObject({
      chat_template: '{{ messages }}',
      bos_token: '<|im_start|>',
      add_bos_token: false,
    })
    expect(json).toMatchObject({ post_processor: null })
    const [withBos] = files(new Map([...bytePairs, ['tokenizer.ggml.add_bos_token', true]]))
    expect(withBos).toMatchObject({
      post_processor: { type: 'TemplateProcessing', special_tokens: { '<|im_start|>': { ids: [1] } } },
    })
  })

  it('may be absent', () => {
    expect(tokenizerFromGguf(new Map(bytePairs.slice(0, 1))).size).toBe(0)
  })
})

describe('a SentencePiece tokenizer from a GGUF file', () => {
  it('merges the best pieces first and falls back to bytes', () => {
    const tokenizer = tokenizerOf(sentencePieces)
    const read = (text: string) => tokensOf(sentencePieces, tokenizer.encode(text))
    expect(read('abc')).toEqual(['▁a', 'bc'])
    expect(read('b ab')).toEqual(['▁', 'b', '▁', 'ab'])
    expect(read('ü')).toEqual(['▁', '<0xC3>', '<0xBC>'])
  })

  it('loses nothing of any text', () => {
    const tokenizer = tokenizerOf(sentencePieces)
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'ü', '😀', '\n'), maxLength: 12 })
    fc.assert(
      fc.property(text, (value) => {
        expect(tokenizer.decode(tokenizer.encode(value))).toBe(value)
      }),
    )
  })

  it('merges in the order of its pieces where the file has one score for all', () => {
    const pieces = ['▁', 'a', 'b', 'c', '▁a', 'bc', '▁ab']
    const count = 259 + pieces.length
    const flat: [string, GgufValue][] = [
      ...sentencePieces,
      ['tokenizer.ggml.tokens', ['<unk>', '<s>', '</s>', ...BYTE_TOKENS, ...pieces]],
      ['tokenizer.ggml.scores', new Float32Array(count).fill(-1000)],
      ['tokenizer.ggml.token_type', Int32Array.of(2, 3, 3, ...Array(256).fill(6), ...pieces.map(() => 1))],
    ]
    expect(tokensOf(flat, tokenizerOf(flat).encode('abc'))).toEqual(['▁a', 'bc'])
  })

  it('adds no space in front where the file forbids it', () => {
    const tokenizer = tokenizerOf(sentencePieces, ['tokenizer.ggml.add_space_prefix', false])
    expect(tokensOf(sentencePieces, tokenizer.encode('abc'))).toEqual(['a', 'bc'])
    expect(tokenizer.decode(tokenizer.encode(' abc'))).toBe(' abc')
  })
})

describe('a tokenizer that is refused', () => {
  const tokens = new Map(bytePairs).get('tokenizer.ggml.tokens') as string[]
  it.each<[string, [string, GgufValue][], [string, GgufValue | undefined], string, RegExp]>([
    ['another kind', bytePairs, ['tokenizer.ggml.model', 'rwkv'], 'unsupported', /"rwkv"/],
    ['no tokens', bytePairs, ['tokenizer.ggml.tokens', undefined], 'bad-model', /no tokens/],
    ['no merges', bytePairs, ['tokenizer.ggml.merges', undefined], 'bad-model', /no merges/],
    ['another split', bytePairs, ['tokenizer.ggml.pre', 'viking'], 'unsupported', /"viking"/],
    [
      'a token twice',
      bytePairs,
      ['tokenizer.ggml.tokens', [...tokens.slice(1), 'Ġt']],
      'bad-model',
      /"Ġt" twice/,
    ],
    [
      'tokens that are no texts',
      bytePairs,
      ['tokenizer.ggml.tokens', Int32Array.of(1)],
      'bad-model',
      /texts/,
    ],
    ['too few types', bytePairs, ['tokenizer.ggml.token_type', Int32Array.of(1)], 'bad-model', /types/],
    ['a merge of one token', bytePairs, ['tokenizer.ggml.merges', ['ab']], 'bad-model', /merge "ab"/],
    ['an end token that is none', bytePairs, ['tokenizer.ggml.eos_token_id', 999], 'bad-model', /999/],
    ['too few scores', sentencePieces, ['tokenizer.ggml.scores', Float32Array.of(1)], 'bad-model', /scores/],
    [
      'a piece that takes too long to take apart',
      sentencePieces,
      [
        'tokenizer.ggml.tokens',
        (new Map(sentencePieces).get('tokenizer.ggml.tokens') as string[]).with(-1, 'x'.repeat(1000)),
      ],
      'bad-model',
      /piece of 1000/,
    ],
    [
      'more characters than any vocabulary has',
      sentencePieces,
      [
        'tokenizer.ggml.tokens',
        (new Map(sentencePieces).get('tokenizer.ggml.tokens') as string[]).with(-1, 'x'.repeat(2 ** 23 + 1)),
      ],
      'bad-model',
      /has 8388\d{3} characters/,
    ],
  ])('for %s', (_, base, [key, value], code, said) => {
    const others = base.filter(([name]) => name !== key)
    const make = () => tokenizerFromGguf(new Map(value === undefined ? others : [...others, [key, value]]))
    expect(make).toThrow(expect.objectContaining({ code }))
    expect(make).toThrow(said)
  })
})
