import { describe, expect, it } from 'vitest'
import { headAxis, type MatrixView, packTiles, packVector, plainAxis, rotaryAxis } from './tiles.ts'

/** A view of `[K, N]` whose element (k, n) is `100 k + n + start`. */
function numbered(k: number, n: number, start = 0): MatrixView {
  const data = Float32Array.from({ length: k * n }, (_, i) => 100 * Math.floor(i / n) + (i % n) + start)
  return { source: { dtype: 'F32', data }, kStride: n, nStride: 1, kMap: plainAxis(k), nMap: plainAxis(n) }
}

/** Reads element (k, n) back the way a kernel finds it. */
function elementAt(data: ArrayLike<number>, n4: number, k: number, n: number): number {
  return data[16 * ((k >> 2) * n4 + (n >> 2)) + 4 * (k & 3) + (n & 3)]!
}

describe('packTiles', () => {
  it.each([
    [1, 1],
    [4, 4],
    [5, 3],
    [9, 13],
  ])('puts every element of a %i × %i matrix in its tile and zeros around it', (k, n) => {
    const { data } = packTiles([numbered(k, n)], 'stacked')
    const n4 = Math.ceil(n / 4)
    for (let i = 0; i < 4 * Math.ceil(k / 4); i++) {
      for (let j = 0; j < 4 * n4; j++) {
        expect(elementAt(data, n4, i, j)).toBe(i < k && j < n ? 100 * i + j : 0)
      }
    }
  })

  it('puts matrices beside each other, each padded by itself', () => {
    const { data } = packTiles([numbered(6, 5), numbered(6, 2, 7)], 'beside')
    expect(elementAt(data, 3, 5, 4)).toBe(504)
    expect(elementAt(data, 3, 5, 5)).toBe(0)
    expect(elementAt(data, 3, 5, 9)).toBe(508)
  })

  it('keeps float16 bit for bit, and widens it beside float32', () => {
    const half: MatrixView = {
      ...numbered(1, 2),
      source: { dtype: 'F16', data: Uint16Array.of(0x3c00, 0x0001) },
    }
    const alone = packTiles([half], 'stacked')
    expect(alone.dtype).toBe('F16')
    expect([...alone.data.subarray(0, 3)]).toEqual([0x3c00, 0x0001, 0])
    const mixed = packTiles([half, numbered(1, 1, 3)], 'stacked')
    expect(mixed.dtype).toBe('F32')
    expect([mixed.data[0], mixed.data[1], mixed.data[16]]).toEqual([1, 2 ** -24, 3])
  })
})

describe('axes', () => {
  it('pads each head by itself', () => {
    expect([...headAxis(2, 6)]).toEqual([0, 1, 2, 3, 4, 5, -1, -1, 6, 7, 8, 9, 10, 11, -1, -1])
  })

  it('puts rotary partners side by side', () => {
    expect([...rotaryAxis(1, 8)]).toEqual([0, 4, 1, 5, 2, 6, 3, 7])
    expect([...rotaryAxis(2, 2)]).toEqual([0, 1, -1, -1, 2, 3, -1, -1])
  })

  it('orders vectors alike, with zeros for padding and for what is absent', () => {
    expect([...packVector([1, 2, 3, 4, 5, 6], rotaryAxis(1, 6))]).toEqual([1, 4, 2, 5, 3, 6, 0, 0])
    expect([...packVector(null, plainAxis(3))]).toEqual([0, 0, 0, 0])
  })
})
