import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { evaluateProgram, sameValue } from './evaluate.ts'
import { parseProgram } from './program.ts'

const run = (text: string, input: readonly number[]) => evaluateProgram(parseProgram(text), input)

describe('evaluateProgram', () => {
  it.each([
    ['rev', [5, 2, 9, 1]],
    ['sort', [1, 2, 5, 9]],
    ['dbl', [2, 18, 4, 10]],
    ['take 2', [1, 9]],
    ['drop 3', [5]],
    ['inc 4', [5, 13, 6, 9]],
    ['sum', 17],
    ['max', 9],
    ['min', 1],
    ['len', 4],
    ['drop 1 | sort | dbl', [4, 10, 18]],
    ['take 99', [1, 9, 2, 5]],
    ['drop 99', []],
    ['drop 99 | sum', 0],
  ])('%s of 1 9 2 5', (text, expected) => {
    expect(run(text, [1, 9, 2, 5])).toEqual(expected)
  })

  it('sorts by value, not by spelling', () => {
    expect(run('sort', [10, 9, 100])).toEqual([9, 10, 100])
  })

  it('leaves its input alone', () => {
    const input = Object.freeze([3, 1, 2])
    run('sort | rev | dbl', input)
    expect(input).toEqual([3, 1, 2])
  })

  it.each([
    ['sum | rev', [1, 2], 'bad-input'],
    ['max', [], 'bad-input'],
    ['drop 2 | min', [1, 2], 'bad-input'],
    ['dbl', [Number.MAX_SAFE_INTEGER], 'numeric'],
    ['rev', [Number.NaN], 'numeric'],
  ])('%s of %j fails with a typed error', (text, input, code) => {
    expect(() => run(text, input)).toThrowError(expect.objectContaining({ name: 'AppError', code }))
  })

  it('answers or throws an AppError on any text whatever', () => {
    const word = fc.constantFrom(
      'rev',
      'take 2',
      'sum',
      '|',
      'inc 99',
      'dbl',
      ' | ',
      '(',
      'max',
      '\u0000',
      'é',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
        ),
        (text) => {
          try {
            const value = run(text, [3, 1, 2])
            expect([value].flat().every(Number.isSafeInteger)).toBe(true)
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
        },
      ),
    )
  })
})

describe('sameValue', () => {
  it('tells a number from a list of one, and lists by length and order', () => {
    expect(sameValue([1, 2], [1, 2])).toBe(true)
    expect(sameValue(3, 3)).toBe(true)
    for (const [a, b] of [
      [[3], 3],
      [
        [1, 2],
        [2, 1],
      ],
      [[1], [1, 2]],
      [[1, 2], [1]],
      [3, 4],
    ] as const) {
      expect(sameValue(a, b)).toBe(false)
    }
  })
})
