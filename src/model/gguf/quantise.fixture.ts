import { floatFromHalf, halfFromFloat } from '../half.ts'
import {
  BLOCKS,
  type BlockParts,
  type BlockType,
  packBlock,
  range,
  type WrittenType,
} from './blocks.fixture.ts'
import { GGUF_TYPES } from './tensor-types.ts'

export const BLOCK_TYPES = GGUF_TYPES.filter((type): type is BlockType => Object.hasOwn(BLOCKS, type))

export const WRITTEN_TYPES: readonly WrittenType[] = ['F32', 'F16', 'BF16', ...BLOCK_TYPES]

/** Stores numbers in a type: the nearest values of a plain choice of scales, not llama.cpp's search for better ones. */
export function quantise(type: WrittenType, values: Float32Array): Uint8Array {
  if (type === 'F32') return new Uint8Array(values.slice().buffer)
  if (type === 'F16') return new Uint8Array(Uint16Array.from(values, halfFromFloat).buffer)
  if (type === 'BF16') {
    return new Uint8Array(values.slice().buffer).filter((_, byte) => byte % 4 > 1)
  }
  const { size } = BLOCKS[type]
  const blocks = range(values.length / size).map((block) =>
    packBlock(type, chooseParts(type, values.subarray(block * size, (block + 1) * size))),
  )
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0))
  blocks.forEach((block, index) => {
    bytes.set(block, index * block.length)
  })
  return bytes
}

/** What of the largest magnitude in a block `quantise` may be off, from the steps of the type's grid. */
export const LARGEST_ERROR: Readonly<Record<WrittenType, number>> = {
  F32: 0,
  F16: 2 ** -11,
  BF16: 2 ** -7,
  Q8_0: 0.5 / 127 + 0.001,
  Q4_0: 1 / 8 + 0.001,
  Q4_1: 1 / 15 + 0.002,
  Q5_0: 1 / 16 + 0.001,
  Q5_1: 1 / 31 + 0.002,
  Q4_K: 0.1,
  Q5_K: 0.06,
  Q6_K: 0.04,
}

function chooseParts(type: BlockType, values: Float32Array): BlockParts {
  const { size, bits, zero, groups, hasMinimum } = BLOCKS[type]
  const top = type === 'Q8_0' ? 127 : 2 ** bits - 1
  const width = size / groups
  const steps = range(groups).map((group) => {
    const part = values.subarray(group * width, (group + 1) * width)
    const low = Math.min(0, ...part)
    if (hasMinimum) return { step: (Math.max(...part) - low) / top, low }
    const largest = part.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)
    return { step: type === 'Q8_0' ? Math.abs(largest) / 127 : largest / -zero, low: 0 }
  })
  const toNearest = (value: number, scale: number, least: number, most: number) =>
    Math.min(most, Math.max(least, scale === 0 ? 0 : Math.round(value / scale)))
  if (groups === 1) {
    const [{ step, low } = { step: 0, low: 0 }] = steps
    const d = asHalf(step)
    const m = asHalf(low)
    const least = type === 'Q8_0' ? -127 : 0
    const q = Array.from(values, (value) => toNearest(value - m + d * zero, d, least, top))
    return { d, m, scales: [], minimums: [], q }
  }
  const finest = hasMinimum ? 63 : 127
  const d = asHalf(Math.max(...steps.map(({ step }) => Math.abs(step))) / finest)
  const m = asHalf(Math.max(...steps.map(({ low }) => -low)) / finest)
  const scales = steps.map(({ step }) => toNearest(step, d, -finest, finest))
  const minimums = steps.map(({ low }) => toNearest(-low, m, 0, finest))
  const q = Array.from(values, (value, k) => {
    const group = Math.floor(k / width)
    const scale = d * (scales[group] ?? 0)
    return toNearest(value + m * (minimums[group] ?? 0) + scale * zero, scale, 0, top)
  })
  return { d, m, scales, minimums, q }
}

function asHalf(value: number): number {
  return floatFromHalf(halfFromFloat(value))
}
