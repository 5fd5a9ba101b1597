import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { smallTokenizerFiles } from './small-tokenizer.fixture.ts'
import { createTokenizer } from './tokenizer.ts'

const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig)
const idOf = (token: string) => tokenizerJson.model.vocab[token]!

const BOS = { id: 9000, content: '<s>', special: true }

describe('encode', () => {
  it('takes a word of the vocabulary as one token, without any merge', () => {
    expect(tokenizer.encode('Lena has 12 apples')).toEqual(['▁lena', '▁has', '▁12', '▁apples'].map(idOf))
  })

  it('spells an unknown word by its letters behind a bare ▁', () => {
    expect(tokenizer.encode('zoo has')).toEqual(['▁', 'z', 'o', 'o', '▁has'].map(idOf))
  })

  it('spells a number outside the vocabulary by its digits', () => {
    expect(tokenizer.encode('345')).toEqual(['▁', '3', '4', '5'].map(idOf))
  })

  it('isolates every sign', () => {
    expect(tokenizer.encode('12+7,')).toEqual(['▁12', '▁', '<0x2B>', '▁7', '▁,'].map(idOf))
  })

  it('writes a character outside the vocabulary as its UTF-8 bytes', () => {
    expect(tokenizer.encode('é')).toEqual(['▁', '<0xC3>', '<0xA9>'].map(idOf))
  })

  it('never reads a special token out of text', () => {
    const ids = tokenizer.encode('<|user|> hi <|end|><|bot|>')
    expect(ids.some((id) => id < 4)).toBe(false)
    expect(tokenizer.decode(ids)).toBe('< | user | > hi < | end | > < | bot | >')
  })

  it('reads special tokens where it is asked to', () => {
    expect(tokenizer.encode('<|user|>lena<|end|>', { special: true })).toEqual([1, idOf('▁lena'), 3])
  })

  it('never takes a word of the vocabulary for a special token either', () => {
    const added_tokens = [{ id: idOf('▁lena'), content: '▁lena', special: true }]
    const odd = createTokenizer({ ...tokenizerJson, added_tokens }, {})
    expect(odd.encode('lena has')).toEqual(['▁', 'l', 'e', 'n', 'a', '▁has'].map(idOf))
  })

  it('splits off digits of every script where the files ask for digits', () => {
    const ofDigits = (individual_digits: boolean) => {
      const digits = { type: 'Digits', individual_digits }
      const pre_tokenizer = { type: 'Sequence', pretokenizers: [digits] }
      const vocab = Object.fromEntries([...'abc٣٤²12', '٣٤', 'a²', '12', 'bc'].map((word, id) => [word, id]))
      const model = { ...tokenizerJson.model, vocab, merges: [], byte_fallback: false }
      const one = createTokenizer({ ...tokenizerJson, pre_tokenizer, added_tokens: [], model }, {})
      return (text: string) =>
        one.encode(text).map((id) => Object.keys(vocab).find((word) => vocab[word] === id))
    }
    expect(ofDigits(true)('a²bc12٣٤')).toEqual(['a', '²', 'bc', '1', '2', '٣', '٤'])
    expect(ofDigits(false)('bc12')).toEqual(['bc', '12'])
    expect(ofDigits(false)('bc٣٤a')).toEqual(['bc', '٣٤', 'a'])
  })

  it('gives no token for no text', () => {
    expect(tokenizer.encode('')).toEqual([])
    expect(tokenizer.encode(' \n\t ')).toEqual([])
  })

  it('gives ids of the vocabulary for any text at all, also for broken UTF-16', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const ids = tokenizer.encode(`${a}\uD800${b}`)
        expect(ids.every((id) => id >= 4 && id < tokenizer.vocabSize)).toBe(true)
      }),
    )
  })

  it('is undone by decode for canonical text', () => {
    const word = fc.stringMatching(/^[a-zßäöüçñ日本語🙂]{1,6}$/u).map((text) => text.normalize('NFC'))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const text = words.join(' ').replace(/([\p{L}])(?=[^\p{L} ])|([^\p{L} ])(?=\S)/gu, '$1$2 ')
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text)
      }),
    )
  })
})

describe('decode', () => {
  it('keeps or leaves out special tokens as asked', () => {
    const ids = [idOf('▁lena'), 3]
    expect(tokenizer.decode(ids)).toBe('lena<|end|>')
    expect(tokenizer.decode(ids, { skipSpecial: true })).toBe('lena')
  })

  it('leaves spaces before signs alone', () => {
    expect(tokenizer.decode(['▁lena', '▁,', '▁has'].map(idOf))).toBe('lena , has')
  })

  it('gives no text for no ids and refuses ids that do not exist', () => {
    expect(tokenizer.decode([])).toBe('')
    for (const id of [tokenizer.vocabSize, -1, 1.5, Number.NaN]) {
      expect(() => tokenizer.decode([id])).toThrow(expect.objectContaining({ code: 'bad-input' }))
    }
  })
})

describe('pieces', () => {
  it('keeps the space in front of a word, also of the first', () => {
    expect(tokenizer.pieces(['▁lena', '▁has', '▁', 'z', 'o'].map(idOf))).toEqual([
      ' lena',
      ' has',
      ' ',
      'z',
      'o',
    ])
  })

  it('gives a character of several tokens to the last of them', () => {
    expect(tokenizer.pieces(tokenizer.encode('é 🙂'))).toEqual([' ', '', 'é', ' ', '', '', '', '🙂'])
  })

  it('shows bytes that make up no character as such, and goes on', () => {
    expect(tokenizer.pieces(['<0xE2>', '<0x82>', '▁has', '<0xC3>'].map(idOf))).toEqual([
      '\uFFFD',
      '\uFFFD',
      ' has',
      '\uFFFD',
    ])
  })

  it('takes the sign for no character, where it was typed, for one', () => {
    const text = 'a \uFFFD b'
    expect(tokenizer.pieces(tokenizer.encode(text)).join('').trim()).toBe(text)
  })

  it('joins to the decoded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const ids = tokenizer.encode(text)
        expect(tokenizer.pieces(ids).join('').replace(/^ /, '')).toBe(tokenizer.decode(ids))
      }),
    )
  })
})

describe('promptIds', () => {
  it('frames the prompt', () => {
    expect(tokenizer.promptIds('lena has')).toEqual([1, idOf('▁lena'), idOf('▁has'), 2])
    expect(tokenizer.stopIds).toEqual([3])
  })

  it('has the turns of a chat, and no system message', () => {
    const answered = tokenizer.chatIds([
      { role: 'user', content: 'lena' },
      { role: 'assistant', content: 'has' },
    ])
    expect(answered).toEqual([1, idOf('▁lena'), 2, idOf('▁has'), 3])
    expect(tokenizer.form).toBe('tiny')
    expect(() => tokenizer.promptIds('hi', { system: 'be kind' })).toThrow(/system message/)
  })

  it('is the text alone where the vocabulary has no such tokens', () => {
    const other = createTokenizer({ ...tokenizerJson, added_tokens: [] }, {})
    expect(other.form).toBe('plain')
    expect(other.promptIds('lena has')).toEqual(other.encode('lena has'))
    expect(() => other.promptIds('hi', { system: 'be kind' })).toThrow(/chat template/)
    expect(() => other.chatIds([{ role: 'assistant', content: 'hi' }])).toThrow(AppError)
  })

  it('begins a plain text with the BOS token where the model wants it', () => {
    const withBos = (post_processor: unknown, config: object) =>
      createTokenizer({ ...tokenizerJson, added_tokens: [BOS], post_processor }, config)
    const template = {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: BOS.content, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [],
      special_tokens: { [BOS.content]: { id: BOS.content, ids: [BOS.id], tokens: [BOS.content] } },
    }
    for (const one of [
      withBos(template, {}),
      withBos(null, { add_bos_token: true, bos_token: { content: BOS.content } }),
    ]) {
      expect(one.promptIds('lena')).toEqual([BOS.id, idOf('▁lena')])
      expect(one.completionIds('lena')).toEqual([BOS.id, idOf('▁lena')])
      expect(one.encode('lena')).toEqual([idOf('▁lena')])
    }
    expect(withBos(null, { bos_token: BOS.content }).promptIds('lena')).toEqual([idOf('▁lena')])
  })
})

describe('files of unknown origin', () => {
  it('are refused with a reason', () => {
    const broken: [unknown, unknown][] = [
      [null, {}],
      [{}, {}],
      [{ ...tokenizerJson, model: { type: 'BPE' } }, {}],
      [{ ...tokenizerJson, model: { ...tokenizerJson.model, vocab: { a: -1 } } }, {}],
      [{ ...tokenizerJson, model: { ...tokenizerJson.model, vocab: { a: 2 ** 40 } } }, {}],
      [{ ...tokenizerJson, normalizer: { type: 'Nonsense' } }, {}],
      [{ ...tokenizerJson, added_tokens: [{ id: 'x' }] }, {}],
      [tokenizerJson, { eos_token: 7 }],
    ]
    const split = { type: 'Split', pattern: {}, behavior: 'Isolated', invert: false }
    broken.push([{ ...tokenizerJson, pre_tokenizer: { type: 'Sequence', pretokenizers: [split] } }, {}])
    for (const [json, config] of broken) {
      expect(() => createTokenizer(json, config)).toThrow(AppError)
      expect(() => createTokenizer(json, config)).toThrow(expect.objectContaining({ code: 'bad-model' }))
    }
  })

  it('are refused where the library would split text in another way than they say', () => {
    const by = (sign: string, behavior: string) =>
      createTokenizer(
        {
          ...tokenizerJson,
          pre_tokenizer: { type: 'Split', pattern: { String: sign }, behavior, invert: false },
        },
        {},
      )
    expect(() => by(',', 'MergedWithNext')).toThrow(expect.objectContaining({ code: 'unsupported' }))
    expect(by(',', 'Isolated').encode('a,')).toHaveLength(2)
    expect(by(' ', 'MergedWithPrevious').encode('ab')).toHaveLength(2)
  })

  it('may have words that are also names of JavaScript', () => {
    const json = smallTokenizerFiles(['constructor', 'hasownproperty']).tokenizerJson
    const { encode, decode } = createTokenizer(json, tokenizerConfig)
    expect(encode('constructor')).toHaveLength(1)
    expect(decode(encode('constructor hasownproperty'))).toBe('constructor hasownproperty')
  })
})
