import { halfFromFloat } from '../half.ts'
import type { GgufType } from './tensor-types.ts'

/** Of the types that are read, those that tests write. */
export type WrittenType = Exclude<GgufType, 'Q2_K' | 'Q3_K' | 'IQ4_NL' | 'IQ4_XS'>
export type BlockType = Exclude<WrittenType, 'F32' | 'F16' | 'BF16'>

/** What a quantised block says, before it is packed into bits. */
export interface BlockParts {
  readonly d: number
  /** The minimum of Q4_1 and Q5_1, or what the minimums of Q4_K and Q5_K are multiplied by. */
  readonly m: number
  readonly scales: readonly number[]
  readonly minimums: readonly number[]
  /** As stored: without a sign except in Q8_0. */
  readonly q: readonly number[]
}

interface BlockShape {
  readonly size: number
  /** q runs from 0 to `2 ** bits − 1`. */
  readonly bits: number
  /** What is subtracted from q. */
  readonly zero: number
  readonly groups: number
  readonly hasMinimum: boolean
}

export const BLOCKS: Readonly<Record<BlockType, BlockShape>> = {
  Q8_0: { size: 32, bits: 8, zero: 0, groups: 1, hasMinimum: false },
  Q4_0: { size: 32, bits: 4, zero: 8, groups: 1, hasMinimum: false },
  Q4_1: { size: 32, bits: 4, zero: 0, groups: 1, hasMinimum: true },
  Q5_0: { size: 32, bits: 5, zero: 16, groups: 1, hasMinimum: false },
  Q5_1: { size: 32, bits: 5, zero: 0, groups: 1, hasMinimum: true },
  Q4_K: { size: 256, bits: 4, zero: 0, groups: 8, hasMinimum: true },
  Q5_K: { size: 256, bits: 5, zero: 0, groups: 8, hasMinimum: true },
  Q6_K: { size: 256, bits: 6, zero: 32, groups: 16, hasMinimum: false },
}

/** The numbers of a block by the definition of its type, each rounded to float32 once. */
export function plainNumbers(type: BlockType, { d, m, scales, minimums, q }: BlockParts): number[] {
  const { size, zero, groups, hasMinimum } = BLOCKS[type]
  return q.map((value, k) => {
    const group = Math.floor(k / (size / groups))
    if (groups === 1) return Math.fround(hasMinimum ? d * value + m : d * (value - zero))
    const minimum = hasMinimum ? m * (minimums[group] ?? 0) : 0
    return Math.fround(d * (scales[group] ?? 0) * (value - zero) - minimum)
  })
}

/** The bytes of a block, laid out as ggml-common.h describes them. */
export function packBlock(type: BlockType, parts: BlockParts): Uint8Array {
  const { d, m, scales, minimums, q } = parts
  const bit = (k: number, place: number): number => ((q[k] ?? 0) >> place) & 1
  const nibble = (k: number): number => (q[k] ?? 0) & 15
  const halves = (low: number): number[] => [...halfBytes(d), ...(low ? halfBytes(m) : [])]
  const pairs32 = range(16).map((k) => nibble(k) | (nibble(k + 16) << 4))
  const fifths32 = range(4).map((byte) => range(8).reduce((sum, k) => sum | (bit(8 * byte + k, 4) << k), 0))
  const pairs256 = range(128).map((k) => {
    const first = 64 * Math.floor(k / 32) + (k % 32)
    return nibble(first) | (nibble(first + 32) << 4)
  })
  switch (type) {
    case 'Q8_0':
      return Uint8Array.of(...halves(0), ...q.map((value) => value & 255))
    case 'Q4_0':
      return Uint8Array.of(...halves(0), ...pairs32)
    case 'Q4_1':
      return Uint8Array.of(...halves(1), ...pairs32)
    case 'Q5_0':
      return Uint8Array.of(...halves(0), ...fifths32, ...pairs32)
    case 'Q5_1':
      return Uint8Array.of(...halves(1), ...fifths32, ...pairs32)
    case 'Q4_K':
      return Uint8Array.of(...halves(1), ...sixBits(scales, minimums), ...pairs256)
    case 'Q5_K': {
      const fifths = range(32).map((k) =>
        range(8).reduce((sum, group) => sum | (bit(32 * group + k, 4) << group), 0),
      )
      return Uint8Array.of(...halves(1), ...sixBits(scales, minimums), ...fifths, ...pairs256)
    }
    case 'Q6_K': {
      const low = range(128).map((k) => {
        const first = 128 * Math.floor(k / 64) + (k % 64)
        return nibble(first) | (nibble(first + 64) << 4)
      })
      const high = range(64).map((k) => {
        const first = 128 * Math.floor(k / 32) + (k % 32)
        return range(4).reduce(
          (sum, quarter) => sum | (((q[first + 32 * quarter] ?? 0) >> 4) << (2 * quarter)),
          0,
        )
      })
      return Uint8Array.of(...low, ...high, ...scales.map((scale) => scale & 255), ...halves(0))
    }
    default:
      return type satisfies never
  }
}

/** Eight scales and eight minimums of six bits in twelve bytes. */
function sixBits(scales: readonly number[], minimums: readonly number[]): number[] {
  const s = (group: number): number => scales[group] ?? 0
  const m = (group: number): number => minimums[group] ?? 0
  return [
    ...range(4).map((group) => s(group) | ((s(group + 4) >> 4) << 6)),
    ...range(4).map((group) => m(group) | ((m(group + 4) >> 4) << 6)),
    ...range(4).map((group) => (s(group + 4) & 15) | ((m(group + 4) & 15) << 4)),
  ]
}

export function halfBytes(value: number): [number, number] {
  const half = halfFromFloat(value)
  return [half & 255, half >> 8]
}

export function range(length: number): number[] {
  return Array.from({ length }, (_, k) => k)
}
