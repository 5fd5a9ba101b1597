import { describe, expect, it } from 'vitest'
import { measuredAnswers, parseFirstExample } from './first-example.ts'

const lane = { text: 'so 14', pieces: [' so', ' 14'], top: [{ text: ' so', probability: 0.7 }] }
const example = {
  prompt: 'how many ?',
  family: 'math',
  expected: '18',
  mix: { mode: 'blend', alpha: { math: 1 } },
  base: lane,
  adapted: lane,
  command: 't2 adapt',
  date: '2026-01-01',
}

describe('committed example', () => {
  it('paints both outputs as measured, not as computed', () => {
    const parsed = parseFirstExample(example)
    expect(parsed && measuredAnswers(parsed)).toMatchObject({
      prompt: 'how many ?',
      base: { status: 'measured', pieces: [' so', ' 14'] },
      adapted: { status: 'measured' },
    })
  })

  it.each([
    ['nothing', undefined],
    ['a probability above 1', { ...example, base: { ...lane, top: [{ text: 'x', probability: 2 }] } }],
    ['an unknown family', { ...example, family: 'poetry' }],
    ['an empty prompt', { ...example, prompt: '' }],
  ])('is ignored when the file holds %s', (_, json) => {
    expect(parseFirstExample(json)).toBeNull()
  })
})
