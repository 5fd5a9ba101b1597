import { floatFromHalfBytes } from '../half.ts'

/*
 * ggml's K-quants: blocks of 256 numbers whose scales are themselves quantised. Q4_K and Q5_K have eight groups of
 * 32 numbers, `d · scale · q − dmin · minimum`, with 6-bit scales and minimums; Q6_K has sixteen groups of 16,
 * `d · scale · (q − 32)`, with 8-bit scales.
 */

const GROUPS = 8
const GROUP = 32

/** The block: d, dmin, 12 bytes of scales, 128 of low bits. */
export function decodeQ4K(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  const dmin = floatFromHalfBytes(data, at + 2)
  for (let group = 0; group < GROUPS; group++) {
    const scale = d * scaleOf(data, at + 4, group)
    const minimum = dmin * minimumOf(data, at + 4, group)
    const low = at + 16 + GROUP * (group >> 1)
    const shift = 4 * (group & 1)
    const target = to + GROUP * group
    for (let k = 0; k < GROUP; k++) {
      out[target + k] = scale * (((data[low + k] as number) >> shift) & 15) - minimum
    }
  }
}

/** The block: d, dmin, 12 bytes of scales, 32 of fifth bits, 128 of low bits. */
export function decodeQ5K(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  const dmin = floatFromHalfBytes(data, at + 2)
  for (let group = 0; group < GROUPS; group++) {
    const scale = d * scaleOf(data, at + 4, group)
    const minimum = dmin * minimumOf(data, at + 4, group)
    const high = at + 16
    const low = at + 48 + GROUP * (group >> 1)
    const shift = 4 * (group & 1)
    const target = to + GROUP * group
    for (let k = 0; k < GROUP; k++) {
      const fifth = (((data[high + k] as number) >> group) & 1) << 4
      out[target + k] = scale * ((((data[low + k] as number) >> shift) & 15) | fifth) - minimum
    }
  }
}

/** The block: 128 bytes of low bits, 64 of the two high ones, 16 signed scales, d. */
export function decodeQ6K(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at + 208)
  for (let k = 0; k < 256; k++) {
    const part = k >> 7
    const quarter = (k >> 5) & 3
    const low = data[at + 64 * part + (k & 31) + 32 * (quarter & 1)] as number
    const high = data[at + 128 + 32 * part + (k & 31)] as number
    const scale = ((data[at + 192 + (k >> 4)] as number) << 24) >> 24
    const q = ((low >> (4 * (quarter >> 1))) & 15) | (((high >> (2 * quarter)) & 3) << 4)
    out[to + k] = d * scale * (q - 32)
  }
}

/** Six bits: the lower ones of byte `group`, or for the last four groups split over two bytes. */
function scaleOf(data: Uint8Array, at: number, group: number): number {
  if (group < 4) return (data[at + group] as number) & 63
  return ((data[at + group + 4] as number) & 15) | (((data[at + group - 4] as number) >> 6) << 4)
}

function minimumOf(data: Uint8Array, at: number, group: number): number {
  if (group < 4) return (data[at + group + 4] as number) & 63
  return ((data[at + group + 4] as number) >> 4) | (((data[at + group] as number) >> 6) << 4)
}
