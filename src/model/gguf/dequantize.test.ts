import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzRuns } from '../../core/fuzz-runs.fixture.ts'
import { createPrng } from '../../core/prng.ts'
import { floatFromHalf } from '../half.ts'
import { BLOCKS, type BlockType, halfBytes, packBlock, plainNumbers, range } from './blocks.fixture.ts'
import { dequantize } from './dequantize.ts'
import { BLOCK_TYPES, LARGEST_ERROR, quantise, WRITTEN_TYPES } from './quantise.fixture.ts'
import { formatId, GGUF_TYPES, type GgufType, tensorFormat } from './tensor-types.ts'

/** Random bytes with finite scales, and the float32 numbers that llama.cpp's Python package gguf 0.19 reads out of them. */
const RANDOM_BLOCKS = JSON.parse(
  readFileSync(new URL('random-blocks.json', import.meta.url), 'utf8'),
) as Partial<Record<GgufType, { bytes: string; numbers: string }>>
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

const formatOf = (type: GgufType) => tensorFormat(formatId(type), 'w')
const decode = (type: GgufType, bytes: Uint8Array) => dequantize(bytes, formatOf(type), 'w')

/** Bytes `(73 i + 41) mod 256` with d = 0.0123 and a minimum of 0.0456 in their places. */
function patternBlock(type: BlockType): Uint8Array {
  const block = Uint8Array.from({ length: formatOf(type).blockBytes }, (_, i) => (i * 73 + 41) & 255)
  const start = type === 'Q6_K' ? 208 : 0
  block.set(halfBytes(0.0123), start)
  if (BLOCKS[type].hasMinimum) block.set(halfBytes(0.0456), 2)
  return block
}

/** Numbers 0, 1, 15, 16, 31 (32, 100, 255) of these blocks and the sum of all, by llama.cpp's Python package gguf 0.17. */
const BY_LLAMA_CPP: Readonly<Record<BlockType, readonly [readonly number[], number]>> = {
  Q8_0: [
    [-0.848602294921875, 0.0491943359375, 0.02459716796875, 0.922393798828125, -1.35284423828125],
    -0.59033203125,
  ],
  Q4_0: [
    [0.036895751953125, -0.0491943359375, -0.07379150390625, 0.036895751953125, -0.098388671875],
    -0.405853271484375,
  ],
  Q4_1: [
    [0.205474853515625, 0.119384765625, 0.09478759765625, 0.09478759765625, 0.156280517578125],
    4.226165771484375,
  ],
  Q5_0: [
    [0.184478759765625, 0.098388671875, -0.12298583984375, 0.159881591796875, 0.02459716796875],
    -0.553436279296875,
  ],
  Q5_1: [
    [0.254669189453125, 0.1685791015625, 0.34075927734375, 0.328460693359375, 0.180877685546875],
    7.620574951171875,
  ],
  Q4_K: [
    [
      -0.795135498046875, -1.914306640625, -2.23406982421875, -0.795135498046875, -2.23406982421875,
      0.33184814453125, 6.83203125, -1.04864501953125,
    ],
    382.255126953125,
  ],
  Q5_K: [
    [
      1.762969970703125, -1.914306640625, -2.23406982421875, 1.762969970703125, -2.23406982421875,
      0.87298583984375, 7.81591796875, -1.04864501953125,
    ],
    1079.830810546875,
  ],
  Q6_K: [
    [
      1.980072021484375, -0.56573486328125, 9.0517578125, -4.30450439453125, -19.677734375,
      13.614532470703125, -26.24517822265625, 3.5419921875,
    ],
    -182.5601806640625,
  ],
}

const partsOf = (type: BlockType) => {
  const { size, bits, groups } = BLOCKS[type]
  const isSigned = type === 'Q8_0'
  const q = isSigned ? fc.integer({ min: -128, max: 127 }) : fc.integer({ min: 0, max: 2 ** bits - 1 })
  const scale = type === 'Q6_K' ? fc.integer({ min: -128, max: 127 }) : fc.integer({ min: 0, max: 63 })
  const half = fc.integer({ min: 0, max: 0x7bff }).map(floatFromHalf)
  const list = (item: fc.Arbitrary<number>, length: number) =>
    fc.array(item, { minLength: length, maxLength: length })
  return fc.record({
    d: half,
    m: half,
    scales: list(scale, groups),
    minimums: list(scale, groups),
    q: list(q, size),
  })
}

describe('dequantize', () => {
  it.each(BLOCK_TYPES)('reads a block of %s as llama.cpp does', (type) => {
    const numbers = decode(type, patternBlock(type))
    const [picked, sum] = BY_LLAMA_CPP[type]
    const places = [0, 1, 15, 16, 31, 32, 100, 255].slice(0, picked.length)
    expect(places.map((place) => numbers[place])).toEqual(picked)
    expect(numbers.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 6)
  })

  it.each(GGUF_TYPES.filter((type) => type !== 'F32'))(
    'reads random bytes as %s as llama.cpp does',
    async (type) => {
      const { bytes, numbers } = RANDOM_BLOCKS[type]!
      expect([...decode(type, fromBase64(bytes))]).toEqual([...new Float32Array(fromBase64(numbers).buffer)])
    },
  )

  it.each(BLOCK_TYPES)('reads any block of %s by its definition, to the last bit', (type) => {
    fc.assert(
      fc.property(partsOf(type), partsOf(type), (first, second) => {
        const bytes = Uint8Array.of(...packBlock(type, first), ...packBlock(type, second))
        expect([...decode(type, bytes)]).toEqual([
          ...plainNumbers(type, first),
          ...plainNumbers(type, second),
        ])
      }),
      fuzzRuns(30),
    )
  })

  it.each(WRITTEN_TYPES)('of what was stored as %s is near the original', (type) => {
    const prng = createPrng(7)
    const values = Float32Array.from({ length: 1024 }, () => prng.normal())
    const after = decode(type, quantise(type, values))
    const width = Math.max(32, formatOf(type).blockElements)
    for (const block of range(values.length / width)) {
      const places = range(width).map((k) => block * width + k)
      const largest = Math.max(...places.map((place) => Math.abs(values[place]!)))
      const worst = Math.max(...places.map((place) => Math.abs(values[place]! - after[place]!)))
      expect(worst).toBeLessThanOrEqual(LARGEST_ERROR[type] * largest)
    }
  })

  it('reads bytes that start at any place', () => {
    const bytes = Uint8Array.of(9, ...quantise('F32', Float32Array.of(1.5, -2)))
    expect([...decode('F32', bytes.subarray(1))]).toEqual([1.5, -2])
  })
})

describe('tensorFormat', () => {
  it('names a type that is not read, and those that are', () => {
    expect(() => tensorFormat(16, '"w"')).toThrow(expect.objectContaining({ code: 'unsupported' }))
    expect(() => tensorFormat(16, '"w"')).toThrow(/IQ2_XXS.*"w"/)
    expect(() => tensorFormat(12345, '"w"')).toThrow(/type 12345/)
    expect(() => tensorFormat(16, '"w"')).toThrow(
      expect.objectContaining({ advice: expect.stringContaining('Q4_K') }),
    )
  })
})
