import { expect, it } from 'vitest'
import { halfFromFloat } from './half.ts'
import { areFinite, toFloat16, toFloat32 } from './stored-array.ts'

it('keeps what 16 bits can hold and rounds the rest to 11 significant bits', () => {
  const values = Float32Array.of(0, -0.5, 1, 1000.123, 1e-5, -65504)
  const back = toFloat32(toFloat16(values))
  expect([...back.slice(0, 3)]).toEqual([0, -0.5, 1])
  expect(Math.abs(back[3]! / 1000.123 - 1)).toBeLessThan(2 ** -11)
  expect(back[5]).toBe(-65504)
})

it('does not copy what is float32 already', () => {
  const data = Float32Array.of(1, 2)
  expect(toFloat32({ dtype: 'F32', data })).toBe(data)
})

it('refuses numbers that 16 bits cannot hold', () => {
  for (const value of [65520, -1e9, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => toFloat16(Float32Array.of(0, value))).toThrow(expect.objectContaining({ code: 'numeric' }))
  }
})

it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'finds a %d at any place',
  (value) => {
    for (const at of [0, 1, 2]) {
      const floats = Float32Array.of(3e38, -65504, 0)
      expect(areFinite({ dtype: 'F32', data: floats })).toBe(true)
      floats[at] = value
      expect(areFinite({ dtype: 'F32', data: floats })).toBe(false)
      const halves = Uint16Array.of(0x7bff, 0xfbff, 0)
      expect(areFinite({ dtype: 'F16', data: halves })).toBe(true)
      halves[at] = halfFromFloat(value)
      expect(areFinite({ dtype: 'F16', data: halves })).toBe(false)
    }
  },
)
