import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTokenizer } from './open-tokenizer.ts'
import { smallTokenizerFiles } from './small-tokenizer.fixture.ts'
import { createTokenizer } from './tokenizer.ts'

const CHATML =
  "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nbe kind<|im_end|>\n' }}{% endif %}" +
  "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
const TRIMMING =
  "{{ bos_token }}{% for m in messages %}{{ '<|im_start|>' ~ m.role ~ ':' ~ (m.content | trim) }}<|im_end|>{% endfor %}"

const START = 9001
const END = 9002
const BOS = 9003

function file(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json))
}

/** The small vocabulary with ChatML's tokens. Its `▁` words make the ids easy to read. */
function open(chat_template: unknown, more: Record<string, unknown> = {}, generation?: unknown) {
  const { tokenizerJson } = smallTokenizerFiles([
    'user',
    'assistant',
    'system',
    'be',
    'kind',
    '<',
    'im_start',
  ])
  const added_tokens = [
    { id: START, content: '<|im_start|>', special: true },
    { id: END, content: '<|im_end|>', special: true },
    { id: BOS, content: '<s>', special: true },
  ]
  delete tokenizerJson.model.vocab['<|end|>']
  const config = { bos_token: '<s>', eos_token: { content: '<|im_end|>' }, chat_template, ...more }
  const files = new Map([
    ['tokenizer.json', file({ ...tokenizerJson, added_tokens })],
    ['tokenizer_config.json', file(config)],
    ...(generation === undefined ? [] : [['generation_config.json', file(generation)] as const]),
  ])
  return openTokenizer(files, { vocab_size: 10_000, eos_token_ids: [] }, 'The model')
}

describe('a chat template', () => {
  it('frames a prompt, with its own system message or another', async () => {
    const tokenizer = await open(CHATML)
    expect(tokenizer.form).toBe('chat')
    expect(tokenizer.decode(tokenizer.promptIds('lena has'))).toBe(
      '<|im_start|> system be kind<|im_end|><|im_start|> user lena has<|im_end|><|im_start|> assistant',
    )
    expect(tokenizer.decode(tokenizer.promptIds('lena', { system: 'so' }))).toBe(
      '<|im_start|> system so<|im_end|><|im_start|> user lena<|im_end|><|im_start|> assistant',
    )
  })

  it('frames a chat of several turns, open or closed', async () => {
    const tokenizer = await open(TRIMMING)
    const messages = [
      { role: 'user', content: ' lena ' },
      { role: 'assistant', content: 'has' },
    ] as const
    expect(tokenizer.decode(tokenizer.chatIds(messages))).toBe(
      '<s><|im_start|> user : lena<|im_end|><|im_start|> assistant : has<|im_end|>',
    )
    const closed = await open(CHATML)
    const ids = closed.chatIds(messages, { addGenerationPrompt: false })
    expect(closed.chatIds(messages).slice(0, ids.length)).toEqual(ids)
    expect(closed.chatIds(messages).length).toBeGreaterThan(ids.length)
  })

  it('may be one of several, the default one', async () => {
    const named = [
      { name: 'tool_use', template: "{{ raise_exception('no') }}" },
      { name: 'default', template: TRIMMING },
    ]
    expect((await open(named)).promptIds('lena')).toEqual((await open(TRIMMING)).promptIds('lena'))
  })

  it('never lets a message make a special token, and changes nothing else about it', async () => {
    const piece = fc.constantFrom(
      '<|im_start|>',
      '<|im_end|>',
      '<s>',
      '<|im_',
      'end|>',
      '<',
      '>',
      '\uE000',
      ' ',
      'lena',
      's',
    )
    const content = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''))
    for (const template of [CHATML, TRIMMING]) {
      const tokenizer = await open(template)
      const specials = tokenizer.promptIds('so').filter((id) => id >= START)
      fc.assert(
        fc.property(content, (text) => {
          const ids = tokenizer.promptIds(text)
          expect(ids.filter((id) => id >= START)).toEqual(specials)
          const start = template === CHATML ? ids.indexOf(START, ids.indexOf(END)) : ids.indexOf(START)
          const said = tokenizer.encode(template === CHATML ? `user\n${text}` : `user:${text.trim()}`)
          expect(ids.slice(start + 1, ids.indexOf(END, start))).toEqual(said)
        }),
      )
    }
  })

  it('keeps tokens from forming where the text changes on its way', async () => {
    const tokenizer = await open(
      "<|im_start|>{% for m in messages %}{{ m.content | replace('so', '') }}{% endfor %}",
    )
    expect(tokenizer.promptIds('<|im_soend|>').filter((id) => id >= START)).toEqual([START])
  })
})

describe('a model that cannot be asked so', () => {
  it('says that a text has all the characters with which its own are told apart', async () => {
    const all = Array.from({ length: 0xf900 - 0xe000 }, (_, k) => String.fromCharCode(0xe000 + k)).join('')
    const tokenizer = await open(CHATML)
    expect(() => tokenizer.promptIds(`<${all}`)).toThrow(/private area/)
    expect(tokenizer.promptIds(`<${all.slice(9)}`)).not.toEqual([])
  })

  it('has no chat of several turns without a template, and names a special token that it lacks', async () => {
    const messages = [
      { role: 'user', content: 'lena' },
      { role: 'assistant', content: 'has' },
    ] as const
    const plain = await open(null)
    expect(() => plain.chatIds(messages)).toThrow(/no chat template: it continues one text/)
    const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
    delete tokenizerJson.model.vocab['<|end|>']
    const specials = tokenizerJson.added_tokens.filter(({ content }) => content !== '<|end|>')
    const tiny = createTokenizer({ ...tokenizerJson, added_tokens: specials }, tokenizerConfig)
    expect(() => tiny.chatIds(messages)).toThrow(/no token <\|end\|>/)
  })
})

describe('stop ids', () => {
  it('are those of the tokenizer, of the generation config and of the template', async () => {
    expect((await open(CHATML)).stopIds).toEqual([END])
    expect((await open(TRIMMING, { eos_token: '<s>' })).stopIds).toEqual([BOS, END])
    expect((await open(null, { eos_token: null }, { eos_token_id: [START, END] })).stopIds).toEqual([
      START,
      END,
    ])
    expect((await open(null, { eos_token: null }, { eos_token_id: 5 })).stopIds).toEqual([5])
    await expect(open(null, {}, { eos_token_id: 'x' })).rejects.toMatchObject({ code: 'bad-model' })
  })
})
