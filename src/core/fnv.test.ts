import { expect, it } from 'vitest'
import { fnv1a } from './fnv.ts'

it('gives the hashes of the FNV reference vectors', () => {
  expect(fnv1a('')).toBe(0x811c9dc5)
  expect(fnv1a('a')).toBe(0xe40c292c)
  expect(fnv1a('foobar')).toBe(0xbf9cf968)
})

it('hashes UTF-8 bytes, not UTF-16 units', () => {
  expect(fnv1a('é')).toBe(
    [0xc3, 0xa9].reduce((hash, byte) => Math.imul(hash ^ byte, 16777619) >>> 0, 2166136261),
  )
})
