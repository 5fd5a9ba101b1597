import { describe, expect, it } from 'vitest'
import { openTokenizer } from './open-tokenizer.ts'
import { smallTokenizerFiles } from './small-tokenizer.fixture.ts'

const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))
const CONFIG = { vocab_size: 500, eos_token_ids: [7] }
const open = (files: readonly (readonly [string, unknown])[], config = CONFIG) =>
  openTokenizer(new Map(files.map(([name, json]) => [name, bytes(json)])), config, 'The model')

describe('a model that came without a tokenizer', () => {
  it('is asked in token ids and answers in them', async () => {
    const tokenizer = await open([['generation_config.json', { eos_token_id: [9, 7, 999] }]])
    expect(tokenizer).toMatchObject({ vocabSize: 500, form: 'plain', stopIds: [7, 9] })
    expect(tokenizer.promptIds(' 1, 5\n66 ')).toEqual([1, 5, 66])
    expect(tokenizer.completionIds('499')).toEqual([499])
    expect(tokenizer.decode([1, 5, 66])).toBe('1 5 66')
    expect(tokenizer.pieces([1, 5]).join('')).toBe(' 1 5')
    expect(tokenizer.encode('')).toEqual([])
  })

  it('refuses words and ids that it has no rows for', async () => {
    const tokenizer = await open([])
    for (const text of ['hello', '1 -2', '1.5', '1e2', '0x10', '99999999999999999999'])
      expect(() => tokenizer.encode(text)).toThrow(expect.objectContaining({ code: 'unsupported' }))
    expect(() => tokenizer.encode('500')).toThrow(expect.objectContaining({ code: 'bad-input' }))
    for (const id of [500, -1, 0.5])
      expect(() => tokenizer.decode([id])).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(() => tokenizer.promptIds('1', { system: '2' })).toThrow(/no system message/)
  })
})

describe('openTokenizer', () => {
  it('needs no tokenizer_config.json beside tokenizer.json, but not the other way round', async () => {
    const tokenizer = await open([['tokenizer.json', tokenizerJson]])
    expect(tokenizer.decode(tokenizer.encode('lena has 12'))).toBe('lena has 12')
    const alone = open([['tokenizer_config.json', tokenizerConfig]])
    await expect(alone).rejects.toMatchObject({
      message: 'The model has no tokenizer.json.',
      advice: expect.stringContaining('vocab.json'),
    })
    const wrong = open([
      ['tokenizer.json', tokenizerJson],
      ['tokenizer_config.json', { ...tokenizerConfig, chat_template: 5 }],
    ])
    await expect(wrong).rejects.toThrow(/tokenizer_config.json is wrong at "chat_template"/)
  })

  it('gives no text for rows that only round the vocabulary up, and refuses ids beyond them', async () => {
    const tokenizer = await open([['tokenizer.json', tokenizerJson]])
    const lena = tokenizer.encode('lena')
    expect(tokenizer.vocabSize).toBeLessThan(499)
    expect(tokenizer.decode([499])).toBe('')
    expect(tokenizer.decode([499, ...lena, 498])).toBe('lena')
    expect(tokenizer.pieces([499, ...lena])).toEqual(['', ' lena'])
    expect(() => tokenizer.decode([500])).toThrow(expect.objectContaining({ code: 'bad-input' }))
    await expect(
      open([['tokenizer.json', tokenizerJson]], { vocab_size: 300, eos_token_ids: [] }),
    ).rejects.toThrow(/beyond the vocabulary/)
  })
})
