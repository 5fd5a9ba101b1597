import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { CORPUS_MIX, corpusExample } from './corpus.ts'
import { DISPATCH_QUESTION } from './dispatch.ts'
import { problemFromPrompt } from './problem-from-prompt.ts'
import { splitOf } from './split.ts'
import { CATEGORIES } from './task-item.ts'

const COUNT = 12_000
const prng = createPrng(21)
const examples = Array.from({ length: COUNT }, () => corpusExample(prng))
const question = `${DISPATCH_QUESTION} `

describe('the corpus', () => {
  it('is the same for the same seed', () => {
    const [a, b] = [createPrng(3), createPrng(3)]
    for (let i = 0; i < 50; i++) expect(corpusExample(a)).toEqual(corpusExample(b))
  })

  it('mixes its sources as stated', () => {
    expect(Object.values(CORPUS_MIX).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
    for (const [source, share] of Object.entries(CORPUS_MIX)) {
      const found = examples.filter((example) => example.source === source).length / COUNT
      expect(Math.abs(found - share), source).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / COUNT))
    }
  })

  it('shows no prompt outside the train split, not even inside the dispatch question', () => {
    for (const { prompt } of examples) expect(splitOf(prompt.replace(question, ''))).toBe('train')
  })

  it('answers dispatch questions with a category', () => {
    const classified = examples.filter(({ source }) => source === 'classify')
    for (const { prompt, answer } of classified) {
      expect(prompt.startsWith(question)).toBe(true)
      expect(CATEGORIES).toContain(answer)
    }
  })

  it('works problems out in 36 % and never errs there', () => {
    const math = examples.filter(({ source }) => source === 'math')
    const worked = math.filter(({ answer }) => answer.includes('='))
    expect(worked.length / math.length).toBeGreaterThan(0.31)
    expect(worked.length / math.length).toBeLessThan(0.41)
    for (const { prompt, answer } of worked) expect(problemFromPrompt(prompt)?.verify(answer)).toBe(true)
  })
})
