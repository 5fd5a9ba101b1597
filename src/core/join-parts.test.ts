import { expect, it } from 'vitest'
import { joinFloats, joinParts, lengthOfParts } from './join-parts.ts'

it('joins parts one after another', () => {
  const parts = [[1, 2], [], [3], Float32Array.of(4, 5)]
  expect(lengthOfParts(parts)).toBe(5)
  expect(joinFloats(parts)).toEqual(Float32Array.of(1, 2, 3, 4, 5))
})

it('leaves what is behind the parts as it was', () => {
  expect(joinParts(Uint8Array.of(9, 9, 9, 9), [[1], [2, 3]])).toEqual(Uint8Array.of(1, 2, 3, 9))
})
