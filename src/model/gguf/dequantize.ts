import { floatFromHalfBytes } from '../half.ts'
import { tensorFloats } from '../raw-tensor.ts'
import { decodeQ4K, decodeQ5K, decodeQ6K } from './k-quants.ts'
import { decodeIq4Nl, decodeIq4Xs, decodeQ2K, decodeQ3K } from './low-bits.ts'
import type { GgufType, TensorFormat } from './tensor-types.ts'

/** Writes the block at byte `at` of `data` to `out` from place `to` on. */
type BlockDecoder = (data: Uint8Array, at: number, out: Float32Array, to: number) => void

/** Stored without blocks. */
type FloatType = 'F32' | 'F16' | 'BF16'

const DECODERS: Readonly<Record<Exclude<GgufType, FloatType>, BlockDecoder>> = {
  Q8_0: decodeQ8,
  Q4_0: decodeQ4,
  Q4_1: decodeQ4WithMinimum,
  Q5_0: decodeQ5,
  Q5_1: decodeQ5WithMinimum,
  Q2_K: decodeQ2K,
  Q3_K: decodeQ3K,
  Q4_K: decodeQ4K,
  Q5_K: decodeQ5K,
  Q6_K: decodeQ6K,
  IQ4_NL: decodeIq4Nl,
  IQ4_XS: decodeIq4Xs,
}

/**
 * The numbers of a tensor as float32. Every product of a block's scales and its small whole numbers has so few
 * digits that each result is rounded once, so it is the same number that ggml's own decoders give.
 *
 * @param name for messages.
 */
export function dequantize(data: Uint8Array, format: TensorFormat, name: string): Float32Array {
  const { name: type, blockBytes, blockElements } = format
  if (type === 'F32' || type === 'F16' || type === 'BF16') {
    return tensorFloats({ dtype: type, shape: [data.length / blockBytes], data }, name)
  }
  const decode = DECODERS[type]
  const blocks = data.length / blockBytes
  const out = new Float32Array(blocks * blockElements)
  for (let block = 0; block < blocks; block++) decode(data, block * blockBytes, out, block * blockElements)
  return out
}

/** `d q`, 32 signed bytes. */
function decodeQ8(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  for (let k = 0; k < 32; k++) out[to + k] = d * (((data[at + 2 + k] as number) << 24) >> 24)
}

/** `d (q − 8)`; byte k holds numbers k and k + 16. */
function decodeQ4(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  for (let k = 0; k < 16; k++) {
    const pair = data[at + 2 + k] as number
    out[to + k] = d * ((pair & 15) - 8)
    out[to + k + 16] = d * ((pair >> 4) - 8)
  }
}

/** `d q + m` */
function decodeQ4WithMinimum(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  const m = floatFromHalfBytes(data, at + 2)
  for (let k = 0; k < 16; k++) {
    const pair = data[at + 4 + k] as number
    out[to + k] = d * (pair & 15) + m
    out[to + k + 16] = d * (pair >> 4) + m
  }
}

/** `d (q − 16)`; the fifth bit of number k is bit k of the four bytes after d. */
function decodeQ5(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  for (let k = 0; k < 16; k++) {
    const pair = data[at + 6 + k] as number
    out[to + k] = d * (((pair & 15) | fifthBit(data, at + 2, k)) - 16)
    out[to + k + 16] = d * (((pair >> 4) | fifthBit(data, at + 2, k + 16)) - 16)
  }
}

/** `d q + m` with five bits. */
function decodeQ5WithMinimum(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  const m = floatFromHalfBytes(data, at + 2)
  for (let k = 0; k < 16; k++) {
    const pair = data[at + 8 + k] as number
    out[to + k] = d * ((pair & 15) | fifthBit(data, at + 4, k)) + m
    out[to + k + 16] = d * ((pair >> 4) | fifthBit(data, at + 4, k + 16)) + m
  }
}

function fifthBit(data: Uint8Array, at: number, k: number): number {
  return (((data[at + (k >> 3)] as number) >> (k & 7)) & 1) << 4
}
