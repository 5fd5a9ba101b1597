import { describe, expect, it } from 'vitest'
import { ablationFindings } from './ablation.ts'
import { confusionFindings, type Said } from './confusion.ts'
import { curvesFindings } from './curves.ts'
import { judged } from './judged.fixture.ts'
import { METHODS } from './method.ts'
import { timesFindings } from './times.ts'
import { trainingTasksFindings } from './training-tasks.ts'
import { ROWS, TRANSFER_FAMILIES, transferFindings } from './transfer.ts'
import { unseenTasksFindings } from './unseen-tasks.ts'

const all = (...right: number[]) => [judged(...right), judged(...right), judged(...right)]

describe('training-tasks', () => {
  const row = (name: string, ...right: number[]) => ({ name, numbers: { value: 5 }, judged: all(...right) })

  it('says that SVF wins where it does', () => {
    const rows = [
      { ...row('base', 100), numbers: null },
      row('LoRA', 120, 121, 122),
      row('SVF', 180, 181, 182),
    ]
    const { tables, verdict } = trainingTasksFindings(rows, 200)
    expect(tables[0]!.rows[0]!.cells[0]).toBeNull()
    expect(tables[0]!.rows[2]!.cells[1]).toMatchObject({ runs: [0.9, 0.905, 0.91] })
    expect(verdict.shown).toBe('same')
  })

  it('says that a baseline wins where it does', () => {
    const rows = [row('base', 100), row('LoRA', 190, 191, 192), row('SVF', 150, 151, 152)]
    const { verdict, sentences } = trainingTasksFindings(rows, 200)
    expect(verdict.shown).toBe('partly')
    expect(verdict.sentence).toContain('SVF better than LoRA: no on math, code and reasoning')
    expect(sentences[1]).toMatch(/SVF against LoRA: better on none, worse on math, code and reasoning/)
  })

  it('notices a training that was rewarded with nothing: SVF no better than the base', () => {
    const rows = [row('base', 100), row('LoRA', 190, 191, 192), row('SVF', 100, 101, 99)]
    const { verdict } = trainingTasksFindings(rows, 200)
    expect(verdict.shown).toBe('different')
    expect(verdict.sentence).toContain('SVF better than base: unclear on math, code and reasoning')
  })
})

describe('unseen-tasks', () => {
  const row = (name: string, ...right: number[]) => ({ name, judged: all(...right) })

  it('compares the strategies with base, LoRA and the uniform mix', () => {
    const rows = [
      row('base', 60),
      row('LoRA, best adapter a task', 190, 191, 192),
      row('two passes, prompt', 100, 101, 102),
      row('two passes, classifier', 120, 121, 122),
      row('few-shot', 195, 195, 195),
      row('uniform mix', 150, 151, 152),
    ]
    const { verdict, sentences } = unseenTasksFindings(rows, 200)
    expect(verdict.shown).toBe('partly')
    expect(verdict.sentence).toContain(
      'two passes, prompt better than LoRA, best adapter a task: no on math-hard, code-hard and reasoning-hard',
    )
    expect(verdict.sentence).toContain('few-shot better than uniform mix: yes on math-hard')
    expect(sentences).toContainEqual(
      expect.stringMatching(
        /^two passes, classifier against uniform mix.*\(worse\); worse on math-hard, code-hard and reasoning-hard\.$/,
      ),
    )
  })

  it('shows the same where the strategies win', () => {
    const rows = [
      row('base', 60),
      row('LoRA', 50, 51, 52),
      row('two passes, prompt', 100, 101, 102),
      row('two passes, classifier', 120, 121, 122),
    ]
    expect(unseenTasksFindings(rows, 200).verdict.shown).toBe('same')
  })
})

describe('times', () => {
  it('takes medians and asks every repetition', () => {
    const times = [
      { family: 'math-hard' as const, first: [1, 1, 9], second: [4, 5, 30] },
      { family: 'code-hard' as const, first: [2, 2, 2], second: [3, 3, 5] },
    ]
    const { tables, verdict } = timesFindings([{ strategy: 'prompt', times }], 200)
    expect(tables[0]!.rows[0]!.cells.map((cell) => cell?.value)).toEqual([1, 5, 0.2])
    expect(verdict.sentence).toContain('yes on math-hard, unclear on code-hard')
    expect(verdict.claim).toContain('13 % (MATH), 19 % (HumanEval), 47 % (ARC-Challenge)')
  })
})

describe('ablation', () => {
  const row = (name: string, ...right: number[]) => ({
    name,
    numbers: null,
    judged: [judged(...right), judged(...right)],
  })
  const rows = (loraReward: number, next: number) => [
    row('base', 100),
    row(METHODS.svf.name, 190, 191, 192),
    row(METHODS.svfMlp.name, 150, 151, 152),
    row(METHODS.svfWorkedAttention.name, next, next + 1),
    row(METHODS.loraRewardAttention.name, loraReward, loraReward + 1),
    row(METHODS.loraWorked.name, 120, 121, 122),
  ]

  it('shows the same where next-token SVF and LoRA by reward collapse', () => {
    expect(ablationFindings(rows(40, 50), 200).verdict.shown).toBe('same')
  })

  it('says so where they do not', () => {
    const { verdict, sentences } = ablationFindings(rows(180, 190), 200)
    expect(verdict.shown).toBe('partly')
    expect(verdict.sentence).toContain(
      'LoRA by policy gradient (attention) below the base: no on math and math-hard',
    )
    expect(sentences.at(-1)).toContain('in the paper −18.0 on GSM8K')
  })
})

describe('transfer', () => {
  const row = (name: string, ...right: number[]) => ({
    name,
    judged: TRANSFER_FAMILIES.map(() => judged(...right)),
  })

  it('tells ordered from shuffled', () => {
    const rows = [
      row(ROWS.base, 60),
      row(ROWS.ordered, 100, 101, 102),
      row(ROWS.shuffled, 50, 51, 52),
      row(ROWS.own, 190, 191, 192),
      { ...row(ROWS.union, 150, 151, 152), judged: row(ROWS.union, 150, 151, 152).judged.slice(0, 3) },
    ]
    const { verdict, sentences, tables } = transferFindings(rows, 200)
    expect(tables[0]!.rows[4]!.cells.slice(2)).toEqual([expect.anything(), null, null, null])
    expect(verdict.shown).toBe('same')
    expect(verdict.claim).toContain('ordered above shuffled on 6 of 6 tasks')
    expect(verdict.claim).toContain("above Mistral's base on 3 of 6")
    expect(verdict.claim).toContain('few-shot over the experts of both above the base on 2 of 3')
    expect(sentences.at(-1)).toMatch(/^few-shot over the experts of both, against the second.*\(worse\)/)
  })

  it('notices experts that were shuffled before: ordered no better than the control', () => {
    const same = transferFindings(
      [row(ROWS.base, 60), row(ROWS.ordered, 50, 51, 52), row(ROWS.shuffled, 50, 51, 52)],
      200,
    )
    expect(same.verdict.shown).toBe('different')
    expect(same.verdict.sentence).toContain('ordered better than shuffled: unclear on')
  })
})

describe('curves', () => {
  const curve = (klWeight: number, ...places: number[]) => ({
    klWeight,
    judged: places.map((right) => judged(right, right, right)),
    kl: 0.1,
  })

  it('tells a curve that falls from its best place from one that stays', () => {
    const base = judged(100)
    const tasks = [
      { family: 'math' as const, base, curves: [curve(0, 150, 190), curve(0.1, 140, 180)] },
      { family: 'code' as const, base, curves: [curve(0, 190, 120), curve(0.1, 150, 160)] },
    ]
    const { verdict, sentences, tables } = curvesFindings(tasks, [5, 60], 200)
    expect(verdict.sentence).toContain('above the base at the end: yes on math and code')
    expect(verdict.sentence).toContain('then falling from its best place: yes on code, no on math')
    expect(sentences).toContainEqual(expect.stringContaining('KL 0 since step 5 −35.0'))
    expect(tables[0]!.columns.map(({ name }) => name)).toEqual(['0', '5', '60', 'KL'])
  })
})

describe('confusion', () => {
  const said = (family: Said['family'], truth: Said['truth'], right: number): Said => ({
    family,
    truth,
    runs: [Array.from({ length: 200 }, (_, item) => (item < right ? truth : 'other'))],
  })
  const asked = (...right: [number, number, number]) => [
    said('math-hard', 'math', right[0]),
    said('code-hard', 'code', right[1]),
    said('reasoning-hard', 'reasoning', right[2]),
  ]

  it('counts what was said, and compares item by item', () => {
    const measured = [
      { strategy: 'prompt' as const, said: asked(200, 60, 150) },
      { strategy: 'classifier' as const, said: asked(200, 190, 100) },
    ]
    const { tables, verdict } = confusionFindings(measured, 200)
    expect(tables[0]!.rows[1]!.cells.map((cell) => cell?.value)).toEqual([0, 0.3, 0, 0.7, 0.3])
    expect(verdict.sentence).toContain(
      'right more often than wrong: yes on math-hard and reasoning-hard, no on code-hard',
    )
    expect(verdict.sentence).toContain(
      'better than the prompt: yes on code-hard, no on reasoning-hard, unclear on math-hard',
    )
  })
})
