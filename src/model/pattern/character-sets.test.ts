import { expect, it } from 'vitest'
import { createOverlaps } from './character-sets.ts'

const range = (...bounds: readonly (readonly [number, number])[]) =>
  `[${bounds.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]`

it.each([
  ['characters that are the same', 'b', 'b', true],
  ['characters that differ', 'b', 'c', false],
  ['a character and a set with it', 'q', '[p-r]', true],
  ['a character and a set without it', '[p-r]', 's', false],
  ['classes that meet in what is common', '\\w', '[^\\s]', true],
  ['ranges that meet in their last and first', '[b-d]', '[d-f]', true],
  ['ranges side by side', '[b-d]', '[e-g]', false],
  ['ranges that meet in their second parts', '[b-cp-q]', '[e-fq-r]', true],
  ['ranges that lie between each other', '[b-cp-q]', '[e-fs-t]', false],
  ['a range within another', range([0x4e10, 0x4e12]), range([0x4e01, 0x4e20]), true],
  ['far ranges that meet', range([0x10000, 0x10010]), range([0x10010, 0x10020]), true],
  ['far ranges side by side', range([0x10000, 0x10010]), range([0x10011, 0x10020]), false],
  ['ranges that meet behind the surrogates', range([0xe000, 0xe001]), range([0xe001, 0xe005]), true],
  ['ranges that meet in the last of all', range([0x10fffe, 0x10ffff]), range([0x10ffff, 0x10ffff]), true],
  ['a set and its complement', '[\\p{L}\\p{N}]', '[^\\p{L}\\p{N}]', false],
  ['signs of money and other signs', '\\p{Sc}', '[^\\s\\p{L}\\p{N}\\p{M}\\p{P}]', true],
])('%s: %s and %s', (_, one, other, expected) => {
  const overlaps = createOverlaps()
  expect(overlaps(one, other)).toBe(expected)
  // The other way round, and once it is known.
  expect(overlaps(other, one)).toBe(expected)
  expect(createOverlaps()(other, one)).toBe(expected)
})
