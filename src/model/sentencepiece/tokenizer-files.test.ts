import fc from 'fast-check'
import { PbfWriter } from 'pbf'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { createTokenizer } from '../tokenizer.ts'
import expected from './tokenizer-files.expected.json' with { type: 'json' }
import { tokenizerFromModelFile } from './tokenizer-files.ts'

const bytesOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))

function tokenizerOf(model: Uint8Array, beside: Parameters<typeof tokenizerFromModelFile>[1] = {}) {
  const files = tokenizerFromModelFile(model, beside)
  const [json, config] = ['tokenizer.json', 'tokenizer_config.json'].map((name) =>
    JSON.parse(new TextDecoder().decode(files.get(name))),
  )
  return createTokenizer(json, config)
}

/** A model of a few pieces, as protocol buffer. */
function modelFile(spec: Record<number, number>, pieces: readonly [string, number, number][]): Uint8Array {
  const writer = new PbfWriter()
  for (const [piece, score, type] of pieces)
    writer.writeMessage(
      1,
      (_, inner) => {
        inner.writeStringField(1, piece)
        inner.writeFloatField(2, score)
        inner.writeVarintField(3, type)
      },
      null,
    )
  writer.writeMessage(
    2,
    (_, inner) => {
      for (const [field, value] of Object.entries(spec)) inner.writeVarintField(Number(field), value)
    },
    null,
  )
  return writer.finish()
}
const PIECES: [string, number, number][] = [
  ['<unk>', 0, 2],
  ['<s>', 0, 3],
  ['</s>', 0, 3],
  ['▁', -1, 1],
  ['a', -2, 1],
]

describe.each(expected.models)('a tokenizer.model of the kind $kind', ({ base64, config, cases, vocab }) => {
  const model = Uint8Array.from(Buffer.from(base64, 'base64'))
  const tokenizer = tokenizerOf(model, { config: bytesOf(config) })

  it('reads and writes text as transformers’ Llama tokenizer does', () => {
    expect(tokenizer.vocabSize).toBe(vocab)
    for (const { text, ids, decoded } of cases) {
      expect([text, tokenizer.encode(text, { special: true })]).toEqual([text, ids])
      expect(tokenizer.decode(ids)).toBe(decoded)
    }
  })

  it('begins a text with the BOS token, unless its config says no', () => {
    const plain = cases.filter(({ text }) => !text.includes('<'))
    for (const { text, framed } of plain) expect(tokenizer.completionIds(text)).toEqual(framed)
    const without = tokenizerOf(model, { config: bytesOf({ ...config, add_bos_token: false }) })
    expect(without.completionIds('a')).toEqual(cases[0]!.ids)
  })

  it('ends an answer with its EOS token, whether the config names it or not', () => {
    expect(tokenizer.stopIds).toEqual([2])
    expect(tokenizerOf(model).stopIds).toEqual([2])
  })

  it('is refused where it is cut off, and never takes for ever', () => {
    const length = fc.integer({ min: 0, max: model.length - 1 })
    fc.assert(
      fc.property(length, (end) => {
        try {
          tokenizerOf(model.slice(0, end))
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 60 },
    )
    expect(() => tokenizerOf(model.slice(0, 100))).toThrow(
      expect.objectContaining({ code: 'bad-model', message: expect.stringContaining('middle') }),
    )
  })
})

it('takes the tokens of added_tokens.json too', () => {
  const model = modelFile({ 3: 2, 35: 0 }, PIECES)
  const tokenizer = tokenizerOf(model, { added: bytesOf({ '<tool>': 5 }) })
  expect(tokenizer.vocabSize).toBe(6)
  expect(tokenizer.encode('<tool>a')).toEqual([5, 3, 4])
})

it.each<[string, string, Uint8Array]>([
  ['bad-model', 'no pieces', new Uint8Array()],
  ['bad-model', 'middle', new Uint8Array(40)],
  ['bad-model', 'protocol buffer', new TextEncoder().encode('wwwwwww no model at all')],
  ['unsupported', 'word', modelFile({ 3: 3 }, PIECES)],
  ['bad-model', 'kind 9', modelFile({ 3: 9 }, PIECES)],
  ['bad-model', 'no number', modelFile({ 3: 1 }, [['a', Number.NaN, 1]])],
  ['bad-model', 'twice', modelFile({ 3: 2 }, [...PIECES, ['a', -3, 1]])],
])('refuses as %s, with "%s"', (code, said, model) => {
  expect(() => tokenizerOf(model)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(said) }),
  )
})

it('says which of the files beside it is wrong', () => {
  const model = modelFile({ 3: 2 }, PIECES)
  const wrong = { config: bytesOf({ added_tokens_decoder: { 5: {} } }), added: bytesOf({ a: 'b' }) }
  expect(() => tokenizerOf(model, { config: wrong.config })).toThrow(/tokenizer_config\.json is wrong at/)
  expect(() => tokenizerOf(model, { added: wrong.added })).toThrow(/added_tokens\.json is wrong at/)
})
