import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { lastNumber, parseTaskLines } from '../../tasks/task-lines.ts'
import { parseExpertArgument } from './mix.ts'
import { decimalNumber, parseDecimal, threadCount, tokenIds, wholeNumber } from './parsers.ts'

describe('parseExpertArgument', () => {
  it.each([
    ['math', 'math', 1],
    ['math=0.5', 'math', 0.5],
    ['math=-1', 'math', -1],
    ['a=b/math.safetensors=2', 'a=b/math.safetensors', 2],
    ['a=b/math.safetensors', 'a=b/math.safetensors', 1],
    ['odd=name.safetensors', 'odd=name.safetensors', 1],
  ])('%s', (text, source, alpha) => {
    expect(parseExpertArgument(text)).toMatchObject({ source, alpha })
  })

  it.each(['=1', 'math=', 'math=NaN', 'math=Infinity', 'math=0x10', 'math=1e999', ''])(
    'refuses %s',
    (text) => {
      expect(() => parseExpertArgument(text)).toThrow(InvalidArgumentError)
    },
  )
})

describe('numbers', () => {
  it('reads decimals and nothing that only looks like one', () => {
    expect(['1', '-.5', '2.', '1e-3', ' 4 '].map(parseDecimal)).toEqual([1, -0.5, 2, 0.001, 4])
    expect(['', '.', 'e3', '1_000', '1,5', 'NaN'].map(parseDecimal)).toEqual(Array(6).fill(null))
  })

  it('holds numbers to their least', () => {
    expect(wholeNumber(1)('12')).toBe(12)
    for (const text of ['0', '-3', '1.5', '1e3', '', '99999999999999999999']) {
      expect(() => wholeNumber(1)(text)).toThrow(InvalidArgumentError)
    }
    expect(() => decimalNumber(0)('-0.1')).toThrow(InvalidArgumentError)
  })

  it('bounds threads, since a runtime starts as many as it is told to', () => {
    expect(threadCount('2')).toBe(2)
    for (const text of ['0', '65', '100000']) expect(() => threadCount(text)).toThrow(InvalidArgumentError)
  })

  it('reads lists of ids', () => {
    expect(tokenIds('1, 2,3')).toEqual([1, 2, 3])
    for (const text of ['', '1,,2', '1.5', '-1', 'a'])
      expect(() => tokenIds(text)).toThrow(InvalidArgumentError)
  })
})

describe('lines of known data sets', () => {
  it('reads the shapes of GSM8K, ARC and HumanEval', () => {
    const gsm = { question: 'How many?', answer: 'It is 1,000 + 42.\n#### $1,042 a day' }
    const nested = {
      question: {
        stem: 'Which?',
        choices: [
          { text: 'x', label: 'A' },
          { text: 'y', label: 'B' },
        ],
      },
      answerKey: 'B',
    }
    const flat = { question: 'Which?', choices: { text: ['x', 'y'], label: ['1', '2'] }, answerKey: '1' }
    const program = { task_id: 'T/1', prompt: 'def f():', entry_point: 'f', test: 'def check(c): pass' }
    const content = [gsm, nested, flat, program].map((line) => JSON.stringify(line)).join('\n')
    expect(parseTaskLines(content, 'f')).toEqual([
      { question: 'How many?', number: 1042 },
      { prompt: 'Which?', choices: ['x', 'y'], label: 1 },
      { prompt: 'Which?', choices: ['x', 'y'], label: 0 },
      program,
    ])
  })

  it.each([
    [{ question: 'a', answer: 'forty-two' }, /#### NUMBER/],
    [{ question: 'a', answer: '#### 1e3' }, /#### NUMBER/],
    [{ question: 'a', answer: '#### 1 234' }, /#### NUMBER/],
    [
      { question: 'a', choices: { text: ['x', 'y'], label: [1, 2] }, answerKey: '1' },
      /choices.label.0.*string/,
    ],
    [{ question: { stem: 'a', choices: [{ text: 'x', label: 'A' }] }, answerKey: 'A' }, /two entries/],
    [{ question: 'a', choices: { text: ['x', 'y'], label: ['A', 'B'] }, answerKey: 'C' }, /answerKey/],
    [{ task_id: 'a', prompt: 'b', entry_point: 'f(); import os', test: 'c' }, /name of a function/],
  ])('refuses %j and names its line', (line, said) => {
    expect(() => parseTaskLines(`\n${JSON.stringify(line)}`, 'f')).toThrow(/line 2/)
    expect(() => parseTaskLines(JSON.stringify(line), 'f')).toThrow(said)
  })

  it('takes the last number of an answer', () => {
    const cases = { 'so 3 + 4 = 7.': 7, 'it costs $1,234.50': 1234.5, '-3': -3, none: null, 'about .5': 0.5 }
    for (const [written, number] of Object.entries(cases)) expect(lastNumber(written)).toBe(number)
  })
})

describe('parseTaskLines', () => {
  it('reads both forms and skips empty lines', () => {
    const lines = parseTaskLines(
      '{"prompt":"a","answer":"b","more":1}\r\n\n{"prompt":"c","choices":["x","y"],"label":1}\n',
      'f',
    )
    expect(lines).toEqual([
      { prompt: 'a', answer: 'b' },
      { prompt: 'c', choices: ['x', 'y'], label: 1 },
    ])
  })

  it.each([
    ['nonsense', /line 3/],
    ['{"prompt":"a"}', /line 3.*answer/],
    ['{"prompt":"","answer":"b"}', /line 3.*prompt/],
    ['{"prompt":"a","choices":["x"],"label":0}', /line 3.*choices/],
    ['{"prompt":"a","choices":["x","y"],"label":2}', /line 3.*label/],
    ['{"prompt":"a","choices":["x","y"],"label":-1}', /line 3.*label/],
    ['null', /line 3/],
    ['[]', /line 3/],
  ])('names the line of %s', (bad, said) => {
    expect(() => parseTaskLines(`{"prompt":"a","answer":"b"}\n\n${bad}`, 'f')).toThrow(said)
  })
})
