import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { experimentSchema } from '../../state/experiment-schema.ts'
import { nowSpeaking } from '../language.ts'
import { tellInGerman } from './de/de-told.ts'
import { deMeasuredPhrases } from './de/told/de-measured-phrases.ts'
import { deMeasuredTexts } from './de/told/de-measured-texts.ts'
import { phraseTeller } from './phrase-teller.ts'

const FOLDER = new URL('../../../public/results/experiments/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))

/** Everything of a file that the page shows and that is no number. */
function textsOf(file: string): string[] {
  const json: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
  const { title, verdict, sentences, notes, tables, paper, tuned } = v.parse(experimentSchema, json)
  const drawn = [...tables, ...paper].flatMap(({ caption, axis, columns, rows }) => [
    ...[caption, axis ?? ''],
    ...[...columns, ...rows].map(({ name }) => name),
  ])
  const parts = (verdict.parts ?? []).map(({ statement }) => statement)
  const methods = tuned.map(({ method }) => method)
  return [title, verdict.claim, ...parts, ...sentences, ...notes, ...drawn, ...methods]
}

describe('what the experiments have measured, in German', () => {
  beforeAll(() => nowSpeaking('de'))
  afterAll(() => nowSpeaking('en'))

  it.each(FILES)('%s is told in all its parts', (file) => {
    for (const text of textsOf(file)) {
      const told = tellInGerman(text)
      expect([text, told]).not.toEqual([text, null])
      expect(told).not.toMatch(/\b(the|of|against|with|better|worse|points|layer|pass|shots)\b/)
    }
  })

  it('keeps nothing that no file says any more', () => {
    const all = FILES.flatMap(textsOf)
    expect(Object.keys(deMeasuredTexts).filter((text) => !all.includes(text))).toEqual([])
    expect(
      Object.keys(deMeasuredPhrases).filter((phrase) => !all.some((text) => text.includes(phrase))),
    ).toEqual([])
  })

  it('writes numbers as German does', () => {
    expect(
      tellInGerman('SVF, policy gradient against base, in points: math −0.4 [−1.0, +0.1] (worse).'),
    ).toBe('SVF, Policy-Gradient gegen Basis, in Prozentpunkten: math −0,4 [−1,0; +0,1] (schlechter).')
    expect(tellInGerman('Figure 6, Mistral-7B-Instruct-v0.3, prompt')).toContain('v0.3')
  })
})

it('knows a text only where it knows each of its words', () => {
  const tell = phraseTeller({ base: 'Basis', 'base of': 'Basis von' }, ['math'])
  expect(tell('base of math, 3 (base)')).toBe('Basis von math, 3 (Basis)')
  for (const text of ['baseline', 'base of code', 'basement math', 'the base']) expect(tell(text)).toBeNull()
})
