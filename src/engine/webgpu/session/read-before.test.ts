import { describe, expect, it } from 'vitest'
import type { BatchLane } from './batch.ts'
import { readOf, tokensRead } from './read-before.ts'

const BASE = Float32Array.of(1, 2)
const MIX = Float32Array.of(1, 3)
const lane = (ids: number[], scales = BASE, logitsFrom = ids.length - 1): BatchLane => ({
  ...{ ids, scales, logitsFrom, seed: 0, soft: undefined, targets: [] },
})

describe('what a batch need not read again', () => {
  const before = readOf([lane([1, 2, 3, 4]), lane([1, 2, 3, 4], MIX)], 16)

  it('is what the same scales have read in the same place, but for the rows that get logits', () => {
    expect(tokensRead(before, [lane([1, 2, 3, 4]), lane([1, 2, 9, 4, 5], MIX)], 16)).toEqual([3, 2])
    expect(tokensRead(before, [lane([1, 2, 3, 4, 5]), lane([1, 2, 3, 4], MIX, 1)], 12)).toEqual([4, 1])
    expect(tokensRead(before, [lane([1, 2, 3, 4]), lane([1, 2, 3, 4])], 16)).toEqual([3, 0])
  })

  it('is nothing in other places, of other scales, or where it would lie elsewhere', () => {
    expect(tokensRead(before, [lane([1, 2, 3, 4], MIX), lane([1, 2, 3, 4])], 16)).toBe(null)
    expect(tokensRead(before, [lane([1, 2, 3, 4])], 16)).toBe(null)
    expect(tokensRead(before, [lane([1, 2, 3, 4]), lane([1, 2, 3, 4], MIX)], 20)).toBe(null)
    expect(tokensRead(null, [lane([1])], 4)).toBe(null)
  })

  it('ends with the prompt: decoding, and another draft, write over what follows', () => {
    const drafted = readOf([lane([1, 2, 3, 8, 9], BASE, 2)], 16)
    expect(tokensRead(drafted, [lane([1, 2, 3, 8, 9, 7])], 16)).toEqual([3])
  })

  it('knows scales by their numbers, as they were then', () => {
    const scales = Float32Array.of(4, 5)
    const read = readOf([lane([1, 2], scales)], 4)
    expect(tokensRead(read, [lane([1, 2], scales.slice())], 4)).toEqual([1])
    scales[0] = 7
    expect(tokensRead(read, [lane([1, 2], scales)], 4)).toBe(null)
  })

  it('is nothing of pictures and of many lanes', () => {
    expect(readOf([{ ...lane([1]), soft: new Float32Array(2) }], 4)).toBe(null)
    expect(
      readOf(
        Array.from({ length: 9 }, () => lane([1])),
        4,
      ),
    ).toBe(null)
    expect(tokensRead(before, [{ ...lane([1, 2]), soft: new Float32Array(2) }, lane([5])], 4)).toBe(null)
  })
})
