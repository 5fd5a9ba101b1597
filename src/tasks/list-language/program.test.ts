import { describe, expect, it } from 'vitest'
import { formatProgram, parseProgram } from './program.ts'

const fails = (text: string, code: string) =>
  expect(() => parseProgram(text)).toThrowError(expect.objectContaining({ name: 'AppError', code }))

describe('parseProgram', () => {
  it('reads operations with and without a number, whatever the spacing', () => {
    expect(parseProgram(' drop 3|dbl |  sum')).toEqual([
      { name: 'drop', count: 3 },
      { name: 'dbl' },
      { name: 'sum' },
    ])
    expect(formatProgram(parseProgram('drop 3|dbl'))).toBe('drop 3 | dbl')
  })

  it.each([
    '',
    '|',
    'rev |',
    'rev | | dbl',
    'reverse',
    'reverse 2',
    'take',
    'take three',
    'take -1',
    'take 1.5',
    'take 0x1',
    'take 1e1',
    'take 1 2',
    'rev 1',
    '( rev )',
    'rev dbl',
    'constructor',
    '__proto__ | toString',
    'rev ; process . exit ( )',
  ])('refuses %j as no program', (text) => fails(text, 'bad-input'))

  it.each([
    ['too many operations', Array(17).fill('rev').join(' | ')],
    ['a very long text', 'rev '.repeat(100_000)],
    ['deep nesting', '('.repeat(100_000)],
    ['a count over 99', 'inc 100'],
    ['a count beyond every number', `take ${'9'.repeat(900)}`],
  ])('refuses %s as too much', (_, text) => fails(text, 'limit'))
})
