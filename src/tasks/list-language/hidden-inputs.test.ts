import { describe, expect, it } from 'vitest'
import { hiddenInputs, programAgrees } from './hidden-inputs.ts'
import { parseProgram } from './program.ts'

const agrees = (text: string, reference: string, seed = 1) =>
  programAgrees(text, parseProgram(reference), hiddenInputs(seed))

describe('hiddenInputs', () => {
  it('depend on the seed only', () => {
    expect(hiddenInputs(7)).toEqual(hiddenInputs(7))
    expect(hiddenInputs(7)).not.toEqual(hiddenInputs(8))
  })

  it('are long enough that no operation of a prompt empties them', () => {
    for (const list of hiddenInputs(3)) expect(list.length).toBeGreaterThanOrEqual(5)
  })
})

describe('programAgrees', () => {
  it.each([
    ['drop 3 | dbl', 'dbl | drop 3'],
    ['rev | sort', 'sort'],
    ['rev | sum', 'sum'],
    ['sort | take 1 | sum', 'min'],
    ['inc 2 | inc 3', 'inc 5'],
  ])('counts %s as %s', (text, reference) => expect(agrees(text, reference)).toBe(true))

  it.each([
    ['take 1', 'min'],
    ['sort | rev', 'rev | sort'],
    ['take 4', 'take 3'],
    ['drop 4 | take 1', 'take 1'],
    ['inc 1', 'dbl'],
    ['max', 'sum'],
    ['sum | rev', 'sum'],
    ['', 'rev'],
    ['no such thing', 'rev'],
    ['rev | '.repeat(10_000), 'rev'],
  ])('does not count %j as %s', (text, reference) => {
    for (let seed = 0; seed < 50; seed++) expect(agrees(text, reference, seed)).toBe(false)
  })

  it('lets nothing pass where the reference itself fails', () => {
    expect(agrees('drop 9 | max', 'drop 9 | max')).toBe(false)
  })
})
