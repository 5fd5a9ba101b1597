import { describe, expect, it } from 'vitest'
import type { Figure, ResultTable, Unit } from '../../adapt/experiment-result.ts'
import { figureSentence } from './figure-sentence.ts'

function table(
  figure: Figure,
  columns: readonly string[],
  rows: Readonly<Record<string, readonly (number | null)[]>>,
  unit: Unit = 'percent',
): ResultTable {
  return {
    caption: 'Made up',
    figure,
    columns: columns.map((name) => ({ name, unit })),
    rows: Object.entries(rows).map(([name, values]) => ({
      name,
      cells: values.map((value) => (value === null ? null : { value })),
    })),
  }
}

/** Without the thin space before `%` and `s`. */
const said = (...made: Parameters<typeof table>) => figureSentence(table(...made)).replaceAll('\u202f', ' ')

describe('the sentence beside bars', () => {
  it('tells who is highest where and what the base has, and flips with the numbers', () => {
    const tasks = ['math', 'code']
    expect(said('bars', tasks, { base: [0.5, 0.4], LoRA: [0.6, 0.9], SVF: [0.8, 0.7] })).toBe(
      'Highest on math (80.0 %): “SVF”; on code (90.0 %): “LoRA”; “base” has 50.0 % and 40.0 %.',
    )
    expect(said('bars', tasks, { base: [0.5, 0.4], LoRA: [0.9, 0.9], SVF: [0.8, 0.7] })).toBe(
      'Highest on math (90.0 %) and code (90.0 %): “LoRA”; “base” has 50.0 % and 40.0 %.',
    )
  })

  it('tells a tie as a tie, also where it is one only as written', () => {
    expect(said('bars', ['code'], { LoRA: [0.99999], SVF: [1] })).toBe(
      'Highest on code (100.0 %): “LoRA” and “SVF”.',
    )
  })

  it('leaves out what was not measured', () => {
    expect(said('bars', ['math', 'code'], { base: [0.5, null], SVF: [0.4, null] })).toBe(
      'Highest on math (50.0 %): “base”; “base” has 50.0 %.',
    )
    expect(said('bars', ['math'], { base: [null] })).toBe('Nothing was measured.')
  })

  it('tells of times how far they reach', () => {
    expect(said('bars', ['pass 1'], { MATH: [42.64], HumanEval: [2.76] }, 'seconds')).toBe(
      'pass 1: 2.76 s (HumanEval) to 42.64 s (MATH).',
    )
  })
})

describe('the sentence beside curves', () => {
  it('tells where each begins and ends, and its best place where that is another', () => {
    const rows = { 'KL weight 0': [0.5, 0.9, 0.7], 'KL weight 0.1': [0.5, 0.6, 0.8] }
    expect(said('lines', ['0', '30', '60'], rows)).toBe(
      'KL weight 0 goes from 50.0 % to 70.0 % (best 90.0 % at 30); KL weight 0.1 goes from 50.0 % to 80.0 %.',
    )
  })

  it('reads the places in their order, whatever order the file has', () => {
    expect(said('lines', ['60', '5'], { SVF: [0.9, 0.5] })).toBe('SVF goes from 50.0 % to 90.0 %.')
  })
})

describe('the sentence beside a confusion matrix', () => {
  const labels = ['math', 'code', 'right']

  it('names the worst mistake, also for the paper’s tasks', () => {
    expect(said('matrix', labels, { MATH: [0.9, 0.1, 0.9], HumanEval: [0.3, 0.7, 0.7] })).toBe(
      'Right most often: MATH (90.0 %), least often: HumanEval (70.0 %); most often mistaken: HumanEval for math (30.0 %).',
    )
  })

  it('says so when nothing is mistaken', () => {
    expect(said('matrix', labels, { 'math-hard': [1, 0, 1], code: [0, 1, 1] })).toBe(
      'Right: math-hard and code (100.0 %); nothing is mistaken for anything else.',
    )
  })
})

describe('the sentence beside shares', () => {
  it('names the largest of each, and several where they are alike', () => {
    const rows = { 'math-hard': [0.7, 0.3], 'code-hard': [0.5, 0.5] }
    expect(said('stack', ['math', 'code'], rows)).toBe(
      'math-hard: most of math (70.0 %); code-hard: most of math and code (50.0 %).',
    )
  })
})
