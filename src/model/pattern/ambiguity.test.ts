import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzRuns } from '../../core/fuzz-runs.fixture.ts'
import { smallTokenizerFiles } from '../small-tokenizer.fixture.ts'
import { createTokenizer } from '../tokenizer.ts'
import { runsAway } from './ambiguity.ts'
import { type Pattern, parsePattern } from './parse-pattern.ts'

/** Of the tokenizer.json files of models that people use. */
const KNOWN = {
  'GPT-2': "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  'Llama 3':
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  'Qwen 2':
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  'Phi-4, GPT-4o':
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  'Mistral (tekken)':
    '[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
  'DeepSeek V3':
    '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
  'DeepSeek V3, Chinese and Japanese': '[一-龥\\u3040-ゟ゠-ヿ]+',
  'DeepSeek V3, numbers': '\\p{N}{1,3}',
  'DeepSeek LLM': '\\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-Ⴥ]+',
  'DeepSeek LLM, signs': '\\s?[!-/:-~！-／：-～‘-‟　-。]+',
  'DeepSeek LLM, line ends': '[\\r\\n]',
  'DeepSeek LLM, spaces': '\\s+$',
  BLOOM: ' ?[^(\\s|[.,!?…。，、।۔،])]+',
  Falcon: '[0-9][0-9][0-9]',
  'Numbers from the right': '\\p{N}{1,3}(?=(?:\\p{N}{3})*(?:\\P{N}|$))',
  'SmolLM2, StarCoder': '\\p{N}',
  CLIP: "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
}

const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
const splitBy = (Regex: string) =>
  createTokenizer(
    {
      ...tokenizerJson,
      pre_tokenizer: { type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false },
    },
    tokenizerConfig,
  )

describe('a regular expression of a tokenizer', () => {
  it.each(Object.entries(KNOWN))('of %s is taken', (_, regex) => {
    expect(splitBy(regex).encode('Lena has 12 apples')).not.toEqual([])
  })

  it.each([
    ['a loop in a loop', '(a+)+!'],
    ['a loop of what is repeated in a loop', '(?:\\p{N}{1,3})+!'],
    ['one thing said twice in a loop', '(?:a|[a-c])*!'],
    ['one text cut in two ways', '(a|b|ab)+!'],
    ['a loop over characters beyond the first plane', '(?:\\u{1F600}+){2,}!'],
    ['a loop that goes on for long', '(a?){30}a{30}'],
    ['a loop that is looked at ahead', '(?=(\\d+)+!)\\d'],
    ['a loop that is looked at behind', '(?<=(\\d+)+!)\\d'],
    ['three loops in a row', '\\s*\\s*\\s*!'],
    ['one thing said twice again and again', '(?:a|[ab])'.repeat(30)],
    ['many that may be left out', `${'a?'.repeat(30)}${'a'.repeat(30)}`],
    ['a reference to a group', '(\\p{L}+)\\1'],
  ])('with %s is refused', (_, regex) => {
    expect(() => splitBy(regex)).toThrow(
      expect.objectContaining({ code: 'bad-model', message: expect.stringContaining('for ever') }),
    )
  })

  const letters = (count: number, first: number) =>
    Array.from({ length: count }, (_, k) => String.fromCodePoint(first + k)).join('|')
  it.each([
    ['uses what is not read here', 'a name with an escape', '(?<\\u0061b>a)'],
    ['uses what is not read here', 'a name that is meant again', '(?<a>b)\\k<a>'],
    ['uses what is not read here', 'groups in groups', `${'('.repeat(201)}a${')'.repeat(201)}`],
    ['uses what is not read here', 'a group that is open', '(a'],
    ['uses what is not read here', 'a group that is closed twice', '(a))'],
    ['repeats too much to be judged', 'more characters than are looked at', 'a'.repeat(4001)],
    [
      'repeats too much to be judged',
      'too many neighbours',
      `(?:${letters(400, 0x4e00)})(?:${letters(400, 0x5e00)})`,
    ],
    ['repeats too much to be judged', 'too many pairs in a loop', `(?:${letters(300, 0x4e00)})+`],
    ['repeats too much to be judged', 'a loop of what may be nothing', '(?:a?)+b'],
  ])('is not let pass where it %s: %s', (reason, _, regex) => {
    expect(runsAway(regex)).toBe(reason)
  })

  it('is refused wherever it stands', () => {
    const hostile = { Regex: '(a+)+!' }
    const normalizer = {
      type: 'Sequence',
      normalizers: [{ type: 'Replace', pattern: hostile, content: 'a' }],
    }
    const decoder = { type: 'Replace', pattern: hostile, content: 'a' }
    for (const part of [{ normalizer }, { decoder }]) {
      expect(() => createTokenizer({ ...tokenizerJson, ...part }, tokenizerConfig)).toThrow(/for ever/)
    }
  })

  it.each([
    '(?:ab|ac)+',
    '(\\p{N}{3})+',
    '(?:[A-Z][a-z]+)+',
    '(?:,[a-z]+)*',
    '\\w+ \\w+ \\w+',
    '[a-z]*[0-9]*[a-z]*',
  ])('with loops that cannot go astray is taken: %s', (regex) => {
    expect(runsAway(regex)).toBeNull()
  })

  it('that is taken never takes more than a power of the text’s length', () => {
    const letter = fc.constantFrom('a', 'b', '[ab]')
    const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}')
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      pattern: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.tuple(letter, times).map(([one, many]) => one + many),
        fc
          .tuple(tie('pattern'), tie('pattern'), times)
          .map(([one, other, many]) => `(?:${one}|${other})${many}`),
        fc.tuple(tie('pattern'), times).map(([one, many]) => `(?:${one})${many}`),
      ),
    }))
    const text = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 3 }).map((parts) => {
      const turn = parts.join('')
      return turn.repeat(Math.ceil(30 / turn.length))
    })
    let taken = 0
    fc.assert(
      fc.property(pattern, text, (source, read) => {
        if (runsAway(`${source}!`) !== null) return
        taken += 1
        expect(stepsOf(parsePattern(`${source}!`), read)).toBeLessThan(500_000)
      }),
      fuzzRuns(1500),
    )
    expect(taken).toBeGreaterThan(250)
  })
})

/** How often a matcher that goes back looks at a character before it gives up at the start of the text. */
function stepsOf(pattern: Pattern, text: string): number {
  let steps = 0
  type Then = (at: number) => boolean
  function run(node: Pattern, at: number, then: Then): boolean {
    if (steps > 500_000) return true
    switch (node.kind) {
      case 'character':
        steps += 1
        return at < text.length && node.set.includes(text[at] ?? '') && then(at + 1)
      case 'sequence':
        return node.parts.reduceRight<Then>((next, part) => (from) => run(part, from, next), then)(at)
      case 'choice':
        return node.options.some((option) => run(option, at, then))
      case 'repeat':
        return repeat(node, at, 0, then)
      case 'look':
        return then(at)
    }
  }
  function repeat(node: Extract<Pattern, { kind: 'repeat' }>, at: number, done: number, then: Then): boolean {
    const more = (from: number) => (from > at || done < node.min) && repeat(node, from, done + 1, then)
    if (done < node.max && run(node.body, at, more)) return true
    return done >= node.min && then(at)
  }
  run(pattern, 0, () => true)
  return steps
}
