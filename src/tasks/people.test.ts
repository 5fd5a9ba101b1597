import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { NAMES } from './lexicon.ts'
import { drawPeople } from './people.ts'

describe('drawPeople', () => {
  const prng = createPrng(6)
  const groups = Array.from({ length: 10_000 }, () => drawPeople(prng, 2))
  const invented = groups.map((group) => group.filter((name) => !NAMES.includes(name)))

  it('names different people, at most one with a made-up name', () => {
    for (const group of groups) expect(new Set(group).size).toBe(2)
    expect(Math.max(...invented.map((names) => names.length))).toBe(1)
  })

  it('makes up one name in twenty, some of them outside a–z', () => {
    const names = invented.flat()
    expect(names.length / (2 * groups.length)).toBeCloseTo(0.05, 2)
    const foreign = names.filter((name) => /[^a-z]/.test(name))
    expect(foreign.length / names.length).toBeGreaterThan(0.1)
    expect(foreign.length / names.length).toBeLessThan(0.2)
    for (const script of [
      /[éüñø]/,
      /\p{Script=Greek}/u,
      /\p{Script=Cyrillic}/u,
      /\p{Script=Han}/u,
      /\p{Emoji}/u,
    ]) {
      expect(
        foreign.some((name) => script.test(name)),
        String(script),
      ).toBe(true)
    }
  })
})
