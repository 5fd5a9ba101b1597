import { afterEach, describe, expect, it } from 'vitest'
import { nowSpeaking } from '../language.ts'
import { nextStep, typedNumber } from './typed-number.ts'

afterEach(() => nowSpeaking('en'))

describe('a number that is typed', () => {
  it.each([
    ['0.5', 0.5],
    [' -0.25 ', -0.25],
    ['−1.50', -1.5],
    ['.5', 0.5],
    ['2.', 2],
    ['1e3', 1000],
  ])('%s is read in English', (text, value) => expect(typedNumber(text)).toBe(value))

  it.each(['', '-', '0,5', '1,000', '0x10', 'Infinity', '1.2.3', 'two', '1 2'])(
    '%s is no number in English',
    (text) => expect(typedNumber(text)).toBeNaN(),
  )

  it.each([
    ['0,5', 0.5],
    ['−0,25', -0.25],
    ['0.5', 0.5],
    ['3', 3],
  ])('%s is read in German', (text, value) => {
    nowSpeaking('de')
    expect(typedNumber(text)).toBe(value)
  })

  it('has one decimal mark', () => {
    nowSpeaking('de')
    expect(typedNumber('1.000,5')).toBeNaN()
    expect(typedNumber('1,2,3')).toBeNaN()
  })
})

describe('a step', () => {
  const alpha = { min: -1, max: 2, step: 0.05 }

  it('goes to the next number of its grid, with no dust of binary fractions', () => {
    expect(nextStep(0.1, 1, alpha)).toBe(0.15)
    expect(nextStep(0.3, -1, alpha)).toBe(0.25)
    expect(nextStep(0, -1, alpha)).toBe(-0.05)
  })

  it('starts from the neighbour where a value lies between two', () => {
    expect(nextStep(0.12, 1, alpha)).toBe(0.15)
    expect(nextStep(0.12, -1, alpha)).toBe(0.1)
  })

  it('ends at the ends', () => {
    expect(nextStep(2, 1, alpha)).toBe(2)
    expect(nextStep(-1, -1, alpha)).toBe(-1)
    expect(nextStep(9, 1, { min: 0, max: 10, step: 4 })).toBe(10)
  })
})
