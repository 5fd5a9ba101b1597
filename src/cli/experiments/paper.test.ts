import { describe, expect, it } from 'vitest'
import { PAPER_TABLE_1, PAPER_TABLE_2, PAPER_TABLE_3, paperWins } from './paper.ts'

describe("the paper's figures", () => {
  it('say what the claims count: ties and gaps are no wins', () => {
    // Llama 8B 3 and Mistral 3; 70B wins GSM8K, ties MBPP-Pro, loses ARC-Easy.
    expect(paperWins(PAPER_TABLE_1, 'SVF', 'base')).toBe('7 of 9')
    expect(paperWins(PAPER_TABLE_1, 'SVF', 'LoRA')).toBe('6 of 9')
    expect(paperWins(PAPER_TABLE_2, 'few-shot', 'base')).toBe('6 of 6')
    expect(paperWins(PAPER_TABLE_2, 'LoRA', 'base')).toBe('3 of 9')
    expect(paperWins(PAPER_TABLE_2, 'few-shot', 'uniform mix')).toBe('1 of 1')
  })

  it('give the shares of pass 1 that the paper prints', () => {
    const shares = PAPER_TABLE_3[0]!.rows.map(({ cells }) => Math.round(100 * cells[2]!.value))
    expect(shares).toEqual([13, 19, 47])
  })
})
