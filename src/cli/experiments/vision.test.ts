import { describe, expect, it } from 'vitest'
import { judged } from './judged.fixture.ts'
import { itemsOf } from './lab.ts'
import { METHODS } from './method.ts'
import { type SightRow, type VisionRow, visionFindings } from './vision.ts'

const row = (name: string, trained: number[] | null, unseen: number[]): VisionRow => ({
  name,
  trained: trained && judged(...trained),
  unseen: judged(...unseen),
})
const SIGHT: SightRow = {
  name: 'base',
  judged: { picture: judged(90), words: judged(100), nothing: judged(10) },
}
const FOUND = [
  {
    name: 'few-shot, experts for text',
    alphas: [
      { math: 0.5, code: 0, reasoning: 1 },
      { math: 0.7, code: 0, reasoning: 1 },
    ],
  },
]
const findings = (rows: readonly VisionRow[]) =>
  visionFindings(rows, [SIGHT], FOUND, { items: 200, seeds: [1, 2] })

describe('vision', () => {
  const base = row('base', [90], [60])
  const lora = (trained: number[], unseen: number[]) => row(METHODS.loraWorked.name, trained, unseen)
  const svf = (trained: number[], unseen: number[]) => row(METHODS.svf.name, trained, unseen)
  const text = (unseen: number[]) => row('few-shot, experts for text', null, unseen)
  const few = (unseen: number[]) => row('few-shot, these and vision', null, unseen)

  it('says that our model shows the same where every part of the claim holds', () => {
    const rows = [
      base,
      lora([120, 121, 122], [30, 31, 32]),
      svf([180, 181, 182], [150, 151, 152]),
      text([160, 161, 162]),
      few([170, 171, 172]),
    ]
    const { tables, verdict, sentences } = findings(rows)
    expect(verdict.shown).toBe('same')
    expect(tables[0]!.rows.at(-1)!.cells[0]).toBeNull()
    expect(tables[1]!.rows[0]!.cells.map((cell) => cell!.value)).toEqual([0.45, 0.5, 0.05])
    const mean = tables[2]!.rows.at(-1)!
    expect(mean.name).toBe('few-shot, experts for text, mean')
    expect(mean.cells.map((cell) => cell?.value)).toEqual([0.6, 0, 1, undefined])
    expect(sentences.join(' ')).toContain('pictures against the same in words and against no picture')
  })

  it('says where a baseline wins, and notices a training that was rewarded with nothing', () => {
    const rows = [
      base,
      lora([190, 191, 192], [180, 181, 182]),
      svf([90, 91, 89], [60, 61, 59]),
      text([60, 61, 59]),
      few([60, 61, 59]),
    ]
    const { verdict } = findings(rows)
    expect(verdict.shown).toBe('different')
    expect(verdict.sentence).toContain('SVF better than LoRA: no on vision')
    expect(verdict.sentence).toContain('LoRA worse than base: no on vision-hard')
    expect(verdict.sentence).toContain(
      'few-shot over experts for text better than base: unclear on vision-hard',
    )
  })
})

describe('itemsOf', () => {
  const lab = { itemSeed: 1 }
  const [seen, told, blind] = (['picture', 'words', 'nothing'] as const).map((shown) =>
    itemsOf(lab, 'vision', 20, 'test', shown),
  )

  it('poses the same exercises as pictures, in words and without what they show', () => {
    for (const [index, item] of seen!.entries()) {
      expect(item.picture).toBeDefined()
      expect(told![index]).not.toHaveProperty('picture')
      expect(blind![index]).not.toHaveProperty('picture')
      expect(told![index]!.prompt.endsWith(item.prompt)).toBe(true)
      expect(told![index]!.prompt.length).toBeGreaterThan(item.prompt.length)
      expect(blind![index]!.prompt).toBe(item.prompt)
    }
  })
})
