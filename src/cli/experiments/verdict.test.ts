import { describe, expect, it } from 'vitest'
import { judged } from './judged.fixture.ts'
import { betterOn, type Holds, verdictOf } from './verdict.ts'

const shown = (...holds: Holds[]) =>
  verdictOf(
    'The paper.',
    holds.map((one) => ({ statement: 'so', holds: one })),
  ).shown

describe('verdictOf', () => {
  it('weighs the parts of a claim', () => {
    expect(shown('yes', 'yes')).toBe('same')
    expect(shown('yes', 'unclear')).toBe('partly')
    expect(shown('yes', 'no')).toBe('partly')
    expect(shown('no', 'unclear')).toBe('different')
    expect(shown('unclear')).toBe('unclear')
    expect(shown()).toBe('unclear')
  })

  it('tells every part, and flips when the numbers do', () => {
    const tasks = ['math', 'code', 'reasoning']
    const [high, low, same] = [judged(150, 152, 151), judged(100), judged(150, 151, 152)]
    const told = verdictOf(
      'SVF wins.',
      betterOn('SVF better than LoRA', tasks, [high, low, high], [low, high, same]),
    )
    expect(told).toEqual({
      claim: 'SVF wins.',
      shown: 'partly',
      sentence:
        'Our model shows a part of it: SVF better than LoRA: yes on math, no on code, unclear on reasoning.',
      parts: [
        {
          statement: 'SVF better than LoRA',
          answers: [
            { holds: 'yes', on: ['math'] },
            { holds: 'no', on: ['code'] },
            { holds: 'unclear', on: ['reasoning'] },
          ],
        },
      ],
    })
    const flipped = verdictOf('SVF wins.', betterOn('SVF better than LoRA', ['math'], [low], [high]))
    expect(flipped.sentence).toBe('Our model does not show it: SVF better than LoRA: no on math.')
  })
})
