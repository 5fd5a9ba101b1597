import { describe, expect, it } from 'vitest'
import { alphasFindings } from './alphas.ts'
import { judged } from './judged.fixture.ts'
import { FULL_SEARCH } from './searches.ts'
import { type ShotsRow, shotsFindings } from './shots.ts'

const all = (...right: number[]) => [judged(...right), judged(...right), judged(...right)]

describe('shots', () => {
  const row = (name: string, answers: number, ...right: number[]): ShotsRow => ({
    name,
    answers,
    search: name === 'base' ? null : FULL_SEARCH,
    judged: all(...right),
  })

  it('says what more shots and a longer search are worth, and what they cost', () => {
    const { verdict, tables, sentences } = shotsFindings(
      [
        row('base', 0, 60),
        row('3 shots', 300, 100, 101, 102),
        row('10 shots', 1000, 150, 151, 152),
        row('light: 3 shots', 30, 90, 91, 92),
      ],
      200,
    )
    expect(verdict.shown).toBe('same')
    expect(verdict.sentence).toContain('10 shots better than the base: yes on reasoning-hard')
    expect(tables[1]!.rows.map(({ cells }) => cells[2]!.value)).toEqual([0.3, 1, 0.03])
    expect(sentences).toContainEqual(expect.stringMatching(/^10 shots against 3 shots.*\+25\.0/))
  })

  it('says that the search finds nothing where it does not', () => {
    const rows = [
      row('base', 0, 100),
      row('3 shots', 300, 60, 61, 62),
      row('light: 3 shots', 30, 99, 101, 100),
    ]
    const { verdict } = shotsFindings(rows, 200)
    expect(verdict.shown).toBe('different')
    expect(verdict.sentence).toContain('3 shots better than the base: no on reasoning-hard')
  })
})

describe('alphas', () => {
  const run = (math: number[], code: number[], reasoning: number[]) => ({ math, code, reasoning })

  it('takes means over layers and divides by their sum', () => {
    const learned = [
      {
        family: 'math-hard' as const,
        runs: [run([0, 0.2], [0.5, 0.5], [0.6, 0.2]), run([0, 0], [1, 1], [1, 1])],
      },
      {
        family: 'code-hard' as const,
        runs: [run([0, 0], [1, 1], [0, 0]), run([0.9, 0.9], [0.1, 0.1], [0, 0])],
      },
    ]
    const { tables, verdict } = alphasFindings(learned)
    expect(tables[0]!.rows[0]!.cells.map((cell) => cell!.runs)).toEqual([
      [0.1, 0],
      [0.5, 0.5],
      [0.4, 0.5],
    ])
    expect(tables[1]!.rows[1]).toMatchObject({ name: 'math-hard, layer 2', cells: [{ value: 0.1 }, {}, {}] })
    expect(verdict.shown).toBe('partly')
    expect(verdict.sentence).toContain('the math expert with the least weight: yes on math-hard')
    expect(verdict.sentence).toContain('the own expert with the most weight: unclear on code-hard')
  })

  it('gives equal shares where nothing is mixed in, and then no expert stands out', () => {
    const { tables, verdict } = alphasFindings([{ family: 'code-hard', runs: [run([0], [0], [0])] }])
    expect(tables[0]!.rows[0]!.cells.map((cell) => cell!.value)).toEqual([1 / 3, 1 / 3, 1 / 3])
    expect(verdict.shown).toBe('different')
  })
})
