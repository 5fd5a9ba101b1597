import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffTokens } from './token-diff.ts'

const tokens = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })

describe('diffTokens', () => {
  it('marks what was added and what was removed', () => {
    expect(diffTokens(['so', '14'], ['9', '*', '2', 'so', '18'])).toEqual([
      { kind: 'added', after: 0, text: '9' },
      { kind: 'added', after: 1, text: '*' },
      { kind: 'added', after: 2, text: '2' },
      { kind: 'same', before: 0, after: 3, text: 'so' },
      { kind: 'removed', before: 1, text: '14' },
      { kind: 'added', after: 4, text: '18' },
    ])
  })

  it('gives back both lists', () => {
    fc.assert(
      fc.property(tokens, tokens, (before, after) => {
        const diff = diffTokens(before, after)
        const places = (side: 'before' | 'after') => diff.flatMap((token) => token[side] ?? [])
        expect(diff.filter((token) => token.kind !== 'added').map((token) => token.text)).toEqual(before)
        expect(diff.filter((token) => token.kind !== 'removed').map((token) => token.text)).toEqual(after)
        expect(places('before')).toEqual([...before.keys()])
        expect(places('after')).toEqual([...after.keys()])
      }),
    )
  })

  it('keeps as many tokens as possible', () => {
    fc.assert(
      fc.property(tokens, tokens, (before, after) => {
        const kept = diffTokens(before, after).filter((token) => token.kind === 'same').length
        expect(kept).toBe(longestCommon(before, after))
      }),
    )
  })
})

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const x of a) {
    const next = [0]
    b.forEach((y, j) => {
      next.push(x === y ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!))
    })
    row = next
  }
  return row[b.length]!
}
