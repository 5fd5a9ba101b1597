import { Tokenizer } from '@huggingface/tokenizers'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { canonicalText, piecesOf } from './canonical.ts'
import { corpusExample } from './corpus.ts'
import { buildTokenizerFiles, MAX_LENGTH, SPECIAL_TOKENS, tokenList } from './tokenizer-files.ts'
import { templateWords } from './vocabulary.ts'

const { tokenizerJson, tokenizerConfig } = buildTokenizerFiles()
const tokenizer = new Tokenizer(tokenizerJson, tokenizerConfig)
const encode = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids
const decode = (ids: number[]) => tokenizer.decode(ids, { skip_special_tokens: false })

const prng = createPrng(11)
const examples = Array.from({ length: 4000 }, () => corpusExample(prng))

describe('the tokenizer', () => {
  it('gives every token an id of its own, special tokens first', () => {
    const tokens = tokenList()
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(tokens.slice(0, 4)).toEqual(SPECIAL_TOKENS)
    expect(SPECIAL_TOKENS.map((token) => tokenizer.token_to_id(token))).toEqual([0, 1, 2, 3])
  })

  it('takes every word, number and sign of the templates as one token', () => {
    for (const piece of [...templateWords(), '0', '7', '99', '?', '|', '>', '=', "'"]) {
      expect(encode(piece), piece).toHaveLength(1)
    }
    expect(encode('100').length).toBeGreaterThan(1)
  })

  it('knows every word the corpus writes, made-up names apart', () => {
    const known = new Set(templateWords())
    const unknown = examples
      .flatMap(({ prompt, answer }) => piecesOf(`${prompt} ${answer}`))
      .filter((piece) => /^[a-z]+$/.test(piece) && !known.has(piece))
    // Invented names are the only four-letter consonant-vowel pairs.
    expect(unknown.filter((word) => !/^([bdfgklmnprstvz][aeiou]){2}$/.test(word))).toEqual([])
  })

  it('loses nothing of a corpus text, and keeps exchanges within its length', () => {
    for (const { prompt, answer } of examples) {
      expect(decode(encode(prompt))).toBe(prompt)
      expect(decode(encode(answer))).toBe(answer)
      expect(encode(answer).length).toBeLessThanOrEqual(28)
      expect(encode(prompt).length + encode(answer).length + 3).toBeLessThan(MAX_LENGTH / 2)
    }
  })

  it('keeps ordinary prompts short', () => {
    const lengths = examples
      .filter(({ source, prompt }) => source !== 'classify' && /^[a-z\d\W]*$/.test(prompt))
      .map(({ prompt }) => encode(prompt).length)
      .sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length * 0.99)]).toBeLessThanOrEqual(45)
  })

  it.each([
    'Hello, Wörld! 123 ½',
    '日本語 한국어 ελληνικά кириллица',
    '👩‍👩‍👧🏽',
    'x_y-z\t"q" 007',
    '\u0000\ufffd',
    'decomposed e\u0301 and a\u0301\u0302',
  ])('brings %j back in canonical form', (text) => {
    expect(decode(encode(text))).toBe(canonicalText(text))
  })

  it('carries a chat template of the exchange format', () => {
    expect(tokenizerConfig).toMatchObject({
      model_max_length: 256,
      bos_token: null,
      eos_token: '<|end|>',
      pad_token: '<|pad|>',
      clean_up_tokenization_spaces: false,
      chat_template: expect.stringMatching(/<\|user\|>.*<\|bot\|>.*<\|end\|>/),
    })
  })
})
