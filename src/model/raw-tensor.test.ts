import { expect, it } from 'vitest'
import type { StoredArray } from './factored-model.ts'
import { rawTensor, tensorFloats, tensorStored } from './raw-tensor.ts'
import { toFloat32 } from './stored-array.ts'

it('reads more 16-bit numbers than a JavaScript list has room for: the embedding of a model of half a billion parameters', () => {
  const count = 2 ** 27 + 1
  const data = new Uint8Array(2 * count)
  data.set([0x80, 0x3f], 2 * (count - 1))
  const floats = tensorFloats({ dtype: 'BF16', shape: [count], data }, 'a')
  expect([floats.length, floats[0], floats[count - 1]]).toEqual([count, 0, 1])
})

it.each([
  ['F32', Float32Array.of(1.5, -2, 3e38)],
  ['F16', Uint16Array.of(0x3c00, 0xc000, 0x7bff)],
] as const)(
  '%s numbers of a bundle are a view of its file, and a copy only where they are not aligned',
  (dtype, data) => {
    const { data: bytes } = rawTensor({ dtype, data } as StoredArray, [3])
    for (const [start, isView] of [
      [8, true],
      [9, false],
    ] as const) {
      const file = new Uint8Array(64)
      file.set(bytes, start)
      const tensor = { dtype, shape: [3], data: file.subarray(start, start + bytes.length) }
      const stored = tensorStored(tensor, 'a')
      expect(stored).toEqual({ dtype, data })
      expect(stored.data.buffer === file.buffer).toBe(isView)
      expect(tensorFloats(tensor, 'a')).toEqual(toFloat32(stored))
    }
  },
)

it('a bundle holds no other numbers', () => {
  const tensor = { dtype: 'BF16', shape: [1], data: new Uint8Array(2) } as const
  expect(() => tensorStored(tensor, 'a')).toThrow(/a is stored as BF16/)
})
