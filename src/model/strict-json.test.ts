import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrictJson } from './strict-json.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const badModel = expect.objectContaining({ code: 'bad-model' })

describe('parseStrictJson', () => {
  it('reads what JSON.stringify writes', () => {
    const value = fc.jsonValue().filter((json) => !JSON.stringify(json).includes('__proto__'))
    fc.assert(
      fc.property(value, (json) => {
        const text = JSON.stringify(json)
        expect(parseStrictJson(encode(text), 'It')).toEqual(JSON.parse(text))
      }),
    )
  })

  it('refuses a key that occurs twice in one object, however it is spelt', () => {
    for (const text of [
      '{"a":1,"a":1}',
      '{"a":1,"\\u0061" : 2}',
      '[{"x":{"k":[],"k":{}}}]',
      '{"a":{"b":1},"b":{},"a":0}',
    ]) {
      expect(() => parseStrictJson(encode(text), 'It')).toThrow(badModel)
    }
  })

  it('accepts a key that occurs in several objects, and text that looks like one', () => {
    const text = '{"a":{"a":1},"b":{"a":"a\\":"},"c":["a","a"],"d":"{\\"a\\":1,\\"a\\":2}"}'
    expect(parseStrictJson(encode(text), 'It')).toEqual(JSON.parse(text))
  })

  it('refuses __proto__, broken grammar and broken UTF-8', () => {
    for (const text of [
      '{"__proto__":{}}',
      '{"a":{"\\u005f_proto__":1}}',
      '{',
      '',
      '{"a":1}}',
      'NaN',
      "{'a':1}",
    ]) {
      expect(() => parseStrictJson(encode(text), 'It')).toThrow(badModel)
    }
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22), 'It')).toThrow(badModel)
  })

  it('gives up on nesting too deep to parse without breaking', () => {
    expect(() => parseStrictJson(encode('['.repeat(200000)), 'It')).toThrow(badModel)
  })

  it('reads strings of any length, plain or escaped, as keys and as values', () => {
    for (const text of ['x'.repeat(24e6), '\\n'.repeat(12e6)]) {
      expect(parseStrictJson(encode(`["${text}"]`), 'It')).toHaveLength(1)
      expect(Object.keys(parseStrictJson(encode(`{"${text}" : 1}`), 'It') as object)).toHaveLength(1)
    }
  })
})
