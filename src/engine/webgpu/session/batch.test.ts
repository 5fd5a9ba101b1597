import { describe, expect, it } from 'vitest'
import { type LaneRows, planChunks } from './batch.ts'
import { readRecords, recordWords } from './records.ts'

const lane = (ids: number[], logitsFrom = ids.length - 1, targets: number[] = []): LaneRows => ({
  ids,
  logitsFrom,
  targets,
})

const VOCAB = 50

it('a record of logits that were not finite is an error, never a token', () => {
  const words = new Uint32Array(2 * recordWords(0))
  const floats = new Float32Array(words.buffer)
  for (const row of [0, 1]) floats[row * recordWords(0) + 3] = 1
  expect(readRecords(words.buffer, 0, 2, 0)).toHaveLength(2)
  words[recordWords(0) + 1] = 1
  expect(() => readRecords(words.buffer, 0, 2, 0)).toThrow(expect.objectContaining({ code: 'numeric' }))
})

it('a record that no softmax can give is the error of a device that has come to compute wrong, never a blank', () => {
  const words = new Uint32Array(recordWords(2))
  for (const sum of [0, Number.NaN, 0.5]) {
    new Float32Array(words.buffer)[3] = sum
    expect(() => readRecords(words.buffer, 0, 1, 2)).toThrow(expect.objectContaining({ code: 'self-test' }))
  }
})

describe('planChunks', () => {
  it("names the batch's soft token in the last column, and token 0 in its place", () => {
    const lanes = [lane([7, VOCAB + 1]), { ...lane([VOCAB, 8]), softStart: 3 }]
    const [chunk] = planChunks(lanes, VOCAB, 100, 100)
    expect([...chunk!.rows]).toEqual([0, 0, 7, 0, 0, 1, 0, 2, 1, 0, 0, 4, 1, 1, 8, 0])
  })

  it('concatenates lanes without padding and marks the last row of each', () => {
    const [chunk, ...rest] = planChunks([lane([7, 8]), lane([9])], VOCAB, 100, 100)
    expect(rest).toEqual([])
    expect([...chunk!.rows]).toEqual([0, 0, 7, 0, 0, 1, 8, 0, 1, 0, 9, 0])
    expect([...chunk!.headRows]).toEqual([1, 0, 0, 1, 2, 0, 1, 1])
    expect(chunk!.lanes).toEqual([0, 1])
    expect(chunk!.keys).toBe(2)
  })

  it('gives answers their targets and keeps only the last row', () => {
    const [chunk] = planChunks([lane([1, 2, 3, 4], 1, [3, 4, 5])], VOCAB, 100, 100)
    expect([...chunk!.headRows]).toEqual([1, 3, 0, 0, 2, 4, 0, 0, 3, 5, 0, 1])
  })

  it.each([1, 2, 3, 5, 512])('loses and repeats no row when a pass holds %i', (limit) => {
    const lanes = [lane([1, 2, 3, 4, 5]), lane([6]), lane([7, 8, 9], 0, [1, 2, 3])]
    const chunks = planChunks(lanes, VOCAB, limit, 2)
    const rows = chunks.flatMap(({ rows: table }) =>
      Array.from({ length: table.length / 4 }, (_, i) => [...table.subarray(4 * i, 4 * i + 3)]),
    )
    expect(rows).toEqual(lanes.flatMap(({ ids }, slot) => ids.map((id, position) => [slot, position, id])))
    expect(chunks.every(({ rows: table }) => table.length / 4 <= limit)).toBe(true)
    expect(chunks.every(({ lanes: owners }) => owners.length <= 2)).toBe(true)
    expect(chunks.flatMap(({ lanes: owners }) => owners)).toEqual([0, 1, 2, 2, 2])
    for (const { rows: table, headRows } of chunks) {
      for (let i = 0; i < headRows.length; i += 4) {
        expect(table[4 * headRows[i]!]).toBe(headRows[i + 2])
      }
    }
  })
})
