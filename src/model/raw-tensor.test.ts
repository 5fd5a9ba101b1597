import { expect, it } from 'vitest'
import { tensorFloats } from './raw-tensor.ts'

it('reads more 16-bit numbers than a JavaScript list has room for: the embedding of a model of half a billion parameters', () => {
  const count = 2 ** 27 + 1
  const data = new Uint8Array(2 * count)
  data.set([0x80, 0x3f], 2 * (count - 1))
  const floats = tensorFloats({ dtype: 'BF16', shape: [count], data }, 'a')
  expect([floats.length, floats[0], floats[count - 1]]).toEqual([count, 0, 1])
})
