import { expect, it } from 'vitest'
import { createTokenizer } from './tokenizer.ts'
import expected from './unigram.expected.json' with { type: 'json' }
import { unigram } from './unigram.ts'

const pieces = (vocab: [string, number][], rest = {}) =>
  unigram({ vocab: [['<unk>', 0], ...vocab], unk_id: 0, byte_fallback: false, ...rest })

it('splits, normalises and spells text as Hugging Face’s tokenizers do', () => {
  const tokenizer = createTokenizer(expected.tokenizerJson, {})
  for (const { text, ids, decoded } of expected.cases) {
    expect([text, tokenizer.encode(text)]).toEqual([text, ids])
    expect(tokenizer.decode(ids)).toBe(decoded)
    expect(tokenizer.pieces(ids).join('')).toContain(decoded.trim())
  }
})

it('makes one unknown of a run, where the model does not fall back to bytes', () => {
  const { tokenizerJson } = expected
  const model = { ...tokenizerJson.model, byte_fallback: false }
  const tokenizer = createTokenizer({ ...tokenizerJson, model }, {})
  for (const { text, ids } of expected.withoutByteFallback)
    expect([text, tokenizer.encode(text)]).toEqual([text, ids])
})

it('takes the likeliest split, not the longest piece first', () => {
  const split = pieces([
    ['a', -3],
    ['b', -3],
    ['ab', -4],
    ['bc', -1],
    ['c', -3],
  ])
  expect(split('abc')).toEqual(['a', 'bc'])
  expect(split('ab')).toEqual(['ab'])
})

it('holds an unknown character for likelier than three pieces that are as rare as any', () => {
  const split = pieces([
    ['va', -9],
    ['b', -9],
    ['c', -9],
    ['abc', -1],
  ])
  expect(split('vabc')).toEqual(['v', 'abc'])
})

it('takes what the unknown piece is called for unknown', () => {
  expect(pieces([['a', -1]])('aé<unk>èa')).toEqual(['a', 'é<unk>è', 'a'])
})

it('takes the first found of two that are as likely, as the original does', () => {
  const split = pieces([
    ['a', -1],
    ['aa', -2],
  ])
  expect(split('aa')).toEqual(['aa'])
  expect(split('aaa')).toEqual(['a', 'aa'])
})

it('reads no special token out of text, though its vocabulary has such pieces', () => {
  const tokenizer = createTokenizer(expected.tokenizerJson, {})
  const ids = tokenizer.encode('a</s>b')
  expect(ids.every((id) => id > 2)).toBe(true)
  expect(tokenizer.decode(ids)).toBe('a</s>b')
  expect(tokenizer.encode('a</s>', { special: true }).at(-1)).toBe(2)
})

it.each([
  ['vocab', { vocab: [['a', 'b']] }],
  ['vocab', { vocab: [['a', Number.POSITIVE_INFINITY]] }],
  ['vocab', { vocab: [['a']] }],
  ['vocab', { vocab: [['a'.repeat(513), -1]] }],
  ['unk_id', { unk_id: 0.5 }],
  ['unk_id', { unk_id: 100_000 }],
])('says what is wrong with the %s of a file', (_, wrong) => {
  const { tokenizerJson } = expected
  const model = { ...tokenizerJson.model, ...wrong }
  expect(() => createTokenizer({ ...tokenizerJson, model }, {})).toThrow(
    expect.objectContaining({ code: 'bad-model', message: expect.stringContaining('tokenizer.json') }),
  )
})

it.each(['!', '', 'AAAA', 'EAAAAA=='])('refuses a damaged character map: %s', (precompiled_charsmap) => {
  const normalizer = { type: 'Precompiled', precompiled_charsmap }
  expect(() => createTokenizer({ ...expected.tokenizerJson, normalizer }, {})).toThrow(
    expect.objectContaining({ code: 'bad-model', message: expect.stringContaining('character map') }),
  )
})
