import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAccepted, MOST_EXERCISES, readWrittenExercises } from './written-exercises.ts'

describe('readWrittenExercises', () => {
  it('reads lines with arrows and JSON lines, side by side', () => {
    const text = [
      'what is 2 plus 2 ? => 4 | four',
      '',
      '{"prompt":"say hi","answer":"hi | there"}',
      '{"prompt":"a or b ?","choices":["a","b"],"label":1}',
    ].join('\r\n')
    expect(readWrittenExercises(text)).toEqual({
      exercises: [
        { prompt: 'what is 2 plus 2 ?', answers: ['4', 'four'] },
        { prompt: 'say hi', answers: ['hi | there'] },
        { prompt: 'a or b ?', answers: ['b'] },
      ],
      problems: [],
    })
  })

  it.each([
    ['no arrow at all', /no =>/],
    ['a => b => c', /more than one =>/],
    [' => 4', /prompt is empty/],
    ['what ? =>', /answer is empty/],
    ['what ? => 4 | ', /answer is empty/],
    ['{"prompt":"a"', /JSON/],
    ['{"prompt":"a"}', /no "answer"/],
    ['{"answer":"a"}', /no "prompt"/],
    ['{"prompt":"a","answer":7}', /answer/],
    ['{"prompt":"a","choices":["x","y"],"label":2}', /label/],
    [`${'x'.repeat(1001)} => 4`, /longer than 1000/],
  ])('says what is wrong with the line %s and keeps the others', (line, reason) => {
    const { exercises, problems } = readWrittenExercises(`one => 1\n\n${line}\ntwo => 2`)
    expect(exercises.map(({ prompt }) => prompt)).toEqual(['one', 'two'])
    expect(problems).toEqual([{ line: 3, reason: expect.stringMatching(reason) }])
  })

  it('reports a prompt that was there before, whatever its spacing, and names the line', () => {
    const { exercises, problems } = readWrittenExercises('Two  plus 2? => 4\nx => y\ntwo plus 2 ? => 5')
    expect(exercises).toHaveLength(2)
    expect(problems).toEqual([{ line: 3, reason: 'the prompt of line 1 again' }])
  })

  it('stops at the most exercises it takes, and says so of every further line', () => {
    const lines = Array.from({ length: MOST_EXERCISES + 2 }, (_, index) => `item ${index} => yes`)
    const { exercises, problems } = readWrittenExercises(lines.join('\n'))
    expect(exercises).toHaveLength(MOST_EXERCISES)
    expect(problems.map(({ line }) => line)).toEqual([MOST_EXERCISES + 1, MOST_EXERCISES + 2])
  })

  it('takes any text there is: every line is an exercise, a problem or blank', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { exercises, problems } = readWrittenExercises(text)
        const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
        expect(exercises.length + problems.length).toBe(lines.length)
      }),
    )
  })
})

describe('isAccepted', () => {
  it('compares the whole answer, or its end, without regard to case and spacing', () => {
    expect(isAccepted('So  18', ['so 18'], 'whole')).toBe(true)
    expect(isAccepted('9 * 2 = 18 , so 18', ['18'], 'whole')).toBe(false)
    expect(isAccepted('9 * 2 = 18 , so 18', ['17', '18'], 'ending')).toBe(true)
    expect(isAccepted('18 , no 17', ['18'], 'ending')).toBe(false)
  })

  it('compares words and numbers as wholes', () => {
    expect(isAccepted('so 118', ['18'], 'ending')).toBe(false)
    expect(isAccepted('', [''], 'whole')).toBe(false)
    expect(isAccepted('8', ['1 8'], 'ending')).toBe(false)
  })
})
