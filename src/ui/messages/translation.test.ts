import { afterAll, describe, expect, it } from 'vitest'
import { bytesText, dateText, fixed, millions, percent, points, tiny, unlocalised, whole } from '../format.ts'
import { decimalMark, LANGUAGES, type Language, locale, nowSpeaking, wantedLanguage } from '../language.ts'
import { listText } from '../results/cell-text.ts'
import { de } from './de/de.ts'
import { deLessons } from './de/de-lessons.ts'
import { en } from './en.ts'
import { enLessons } from './en-lessons.ts'
import { differences, fillIn } from './translation.ts'

const CATALOGUES = [
  ['the page', en, de],
  ['the lessons', enLessons, deLessons],
] as const

/** What a catalogue says, by path; functions are called with arguments of every kind they take. */
function sayings(group: object, path = ''): [string, string][] {
  return Object.entries(group).flatMap(([key, value]): [string, string][] => {
    const at = `${path}.${key}`
    if (typeof value === 'string') return [[at, value]]
    if (typeof value === 'object' && value !== null) return sayings(value, at)
    return argumentsFor(at, value).map((args) => [at, String(value(...args))])
  })
}

function argumentsFor(path: string, { length }: (...args: unknown[]) => string): unknown[][] {
  if (path.endsWith('.panelText')) {
    return [
      [{ kind: 'word', text: 'cat' }],
      [{ kind: 'number', value: 7 }],
      [{ kind: 'things', count: 3, thing: 'dog' }],
    ]
  }
  if (path.endsWith('.pictureTitle')) {
    return [
      ['down', 'z', ['math']],
      ['down', 'z', ['math', 'code']],
    ]
  }
  if (path.endsWith('.holds')) {
    return [
      ['yes', 'math'],
      ['unclear', ''],
    ]
  }
  if (path.endsWith('.because') || path.endsWith('.reason')) return [['This browser has no WebGPU.']]
  return [0, 1, 7].map((first) => Array.from({ length }, (_, i) => first + i))
}

describe.each(CATALOGUES)('German of %s', (_, english, german) => {
  it('has each key of English and no other', () => {
    expect(differences(english, german)).toEqual([])
  })

  it('says something wherever English does, with all it is given', () => {
    const said = sayings(german)
    expect(said.filter(([, text]) => /undefined|NaN|\[object/.test(text))).toEqual([])
    const empty = (catalogue: object) =>
      sayings(catalogue)
        .filter(([, text]) => text === '')
        .map(([path]) => path)
    expect(empty(german)).toEqual(empty(english))
    for (const [path, text] of sayings(english)) {
      const numbers = (words: string) => words.match(/[78]/g)?.length ?? 0
      const own = said.filter(([at]) => at === path).map(([, words]) => numbers(words))
      if (numbers(text) > 0) expect([path, Math.max(...own) > 0]).toEqual([path, true])
    }
  })

  it('is a translation: long texts do not stay as they were', () => {
    const original = new Map(sayings(english))
    const same = sayings(german).filter(([path, text]) => text.length > 24 && original.get(path) === text)
    expect(same.map(([path]) => path)).toEqual(german === de ? ['.models.trainingLargeCommand'] : [])
  })
})

describe('filling in', () => {
  it('reaches whoever holds a part of the catalogue already', () => {
    const messages = { ask: 'Ask', part: { list: ['one', 'two'], count: (n: number) => `${n} items` } }
    const { part } = messages
    fillIn(messages, { ask: 'Fragen', part: { list: ['eins', 'zwei'], count: (n) => `${n} Dinge` } })
    expect([messages.ask, part.list, part.count(2)]).toEqual(['Fragen', ['eins', 'zwei'], '2 Dinge'])
  })

  it('can be taken back', () => {
    const messages = { ask: 'Ask', part: { list: ['one', 'two'] } }
    const takeBack = fillIn(messages, { ask: 'Fragen', part: { list: ['eins', 'zwei'] } })
    takeBack()
    expect(messages).toEqual({ ask: 'Ask', part: { list: ['one', 'two'] } })
  })

  it('refuses another shape and then changes nothing', () => {
    const messages = { ask: 'Ask', part: { stop: 'Stop', list: ['one', 'two'] } }
    const wrong: object[] = [
      { ask: 'Fragen', part: { list: ['eins', 'zwei'] } },
      { ask: 'Fragen', part: { stop: 'Halt', list: ['eins'] } },
      { ask: 'Fragen', part: { stop: 'Halt', list: ['eins', 'zwei'], more: '' } },
      { ask: () => 'Fragen', part: { stop: 'Halt', list: ['eins', 'zwei'] } },
      { ask: 'Fragen', part: 'Teil' },
    ]
    for (const translation of wrong) {
      expect(() => fillIn(messages, translation as typeof messages)).toThrow(/shape of the texts: \w/)
    }
    expect(messages).toEqual({ ask: 'Ask', part: { stop: 'Stop', list: ['one', 'two'] } })
  })
})

describe('the language of a visitor', () => {
  it('is the stored one, else the first that the browser prefers and the page has', () => {
    expect(wantedLanguage('en', ['de-DE'])).toBe('en')
    expect(wantedLanguage('de', ['en-GB'])).toBe('de')
    expect(wantedLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de')
    expect(wantedLanguage('klingon', ['fr'])).toBe('en')
    expect(wantedLanguage('toString', [])).toBe('en')
  })
})

it.each(Object.keys(LANGUAGES) as Language[])(
  'the decimal mark of %s is the one of its country',
  (spoken) => {
    nowSpeaking(spoken)
    const parts = new Intl.NumberFormat(locale()).formatToParts(0.5)
    expect(decimalMark()).toBe(parts.find(({ type }) => type === 'decimal')?.value)
    nowSpeaking('en')
  },
)

describe('numbers in German', () => {
  afterAll(() => nowSpeaking('en'))

  it('have a decimal comma, thin spaces and German units', () => {
    nowSpeaking('de')
    expect([fixed(-0.25, 2), percent(0.997, 1), whole(900_096)]).toEqual([
      '−0,25',
      '99,7\u202f%',
      '900\u202f096',
    ])
    expect([tiny(0.25), tiny(3.2e-6), bytesText(2_829_208)]).toEqual(['0,25', '3e-6', '2,8\u202fMB'])
    expect([dateText('2026-01-02'), listText(['a', 'b', 'c'])]).toEqual([
      '2.\u00a0Januar\u00a02026',
      'a, b und c',
    ])
    expect(millions(900_096)).toMatch(/^0,9/)
  })

  it.each(['en', 'de'] as const)('go into files as machines read them: %s', (spoken) => {
    nowSpeaking(spoken)
    const shown = [fixed(-0.25, 2), percent(0.997, 1), whole(-900_096), points(0.61), '7', '100 %']
    expect(shown.map(unlocalised)).toEqual(['-0.25', '99.7%', '-900096', '+61', '7', '100 %'])
    for (const text of ['math', '0.5 ± 0.1', '−', '1, 2', '']) expect(unlocalised(text)).toBe(text)
  })
})
