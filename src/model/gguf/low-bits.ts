import { floatFromHalfBytes } from '../half.ts'

/*
 * ggml's types of two to four bits beyond the plain ones. Q2_K and Q3_K have sixteen groups of 16 numbers in a block of
 * 256, `d · scale · q − dmin · minimum` and `d · scale · q`; the IQ4 types take their numbers from a table of sixteen
 * values that lie closer together near 0.
 */

const TABLE = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113] as const

/** The block: 16 bytes of scales and minimums, 64 of two-bit numbers, d, dmin. */
export function decodeQ2K(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at + 80)
  const dmin = floatFromHalfBytes(data, at + 82)
  for (let k = 0; k < 256; k++) {
    const both = data[at + (k >> 4)] as number
    out[to + k] = d * (both & 15) * twoBits(data, at + 16, k) - dmin * (both >> 4)
  }
}

/** The block: 32 bytes of third bits, 64 of the two lower ones, 12 of scales, d. A third bit of 0 takes 4 away. */
export function decodeQ3K(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at + 108)
  for (let k = 0; k < 256; k++) {
    const third = ((data[at + (k & 31)] as number) >> (k >> 5)) & 1
    const q = twoBits(data, at + 32, k) - (third === 1 ? 0 : 4)
    out[to + k] = d * threeBitScale(data, at + 96, k >> 4) * q
  }
}

/** The block: d, 16 bytes of pairs; byte k holds numbers k and k + 16. */
export function decodeIq4Nl(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  fromTable(data, at + 2, floatFromHalfBytes(data, at), out, to)
}

/** The block: d, 2 bytes of the scales' higher bits, 4 of their lower ones, eight times 16 bytes of pairs. */
export function decodeIq4Xs(data: Uint8Array, at: number, out: Float32Array, to: number): void {
  const d = floatFromHalfBytes(data, at)
  const high = (data[at + 2] as number) | ((data[at + 3] as number) << 8)
  for (let group = 0; group < 8; group++) {
    const low = (data[at + 4 + (group >> 1)] as number) >> (4 * (group & 1))
    const scale = ((low & 15) | (((high >> (2 * group)) & 3) << 4)) - 32
    fromTable(data, at + 8 + 16 * group, d * scale, out, to + 32 * group)
  }
}

/** Bytes 0–31 hold numbers 0–127, those 32 apart in one byte, and bytes 32–63 the others. */
function twoBits(data: Uint8Array, at: number, k: number): number {
  return ((data[at + 32 * (k >> 7) + (k & 31)] as number) >> (2 * ((k >> 5) & 3))) & 3
}

/** Six bits less 32: four of them in a half of the first eight bytes, two in the last four bytes. */
function threeBitScale(data: Uint8Array, at: number, group: number): number {
  const low = (data[at + (group & 7)] as number) >> (group < 8 ? 0 : 4)
  const high = (data[at + 8 + (group & 3)] as number) >> (2 * (group >> 2))
  return ((low & 15) | ((high & 3) << 4)) - 32
}

function fromTable(data: Uint8Array, at: number, scale: number, out: Float32Array, to: number): void {
  for (let k = 0; k < 16; k++) {
    const pair = data[at + k] as number
    out[to + k] = scale * (TABLE[pair & 15] ?? 0)
    out[to + k + 16] = scale * (TABLE[pair >> 4] ?? 0)
  }
}
