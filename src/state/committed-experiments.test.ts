import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { EXPERIMENT_NAMES } from '../adapt/experiment-names.ts'
import { experimentSchema } from './experiment-schema.ts'
import { issueText } from './result-files.ts'

const FOLDER = new URL('../../public/results/experiments/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))

describe('the committed results of experiments', () => {
  it.each(FILES)('%s is what the page expects', (file) => {
    const read = v.safeParse(experimentSchema, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')))
    expect(read.issues?.map(issueText) ?? []).toEqual([])
    const { name, items, seeds } = v.parse(experimentSchema, read.output)
    expect(file).toBe(`${name}.json`)
    expect(EXPERIMENT_NAMES).toContain(name)
    expect(items).toBeGreaterThanOrEqual(500)
    expect(seeds.length).toBeGreaterThanOrEqual(3)
  })
})
