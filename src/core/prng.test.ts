import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPrng } from './prng.ts'
import { mean, standardDeviation } from './statistics.ts'

const draw = (seed: number, count: number) => {
  const prng = createPrng(seed)
  return Array.from({ length: count }, () => prng.uniform())
}

describe('createPrng', () => {
  it('gives the same stream for the same seed, for ever', () => {
    expect(draw(42, 50)).toEqual(draw(42, 50))
    // Pinned: recorded results are rebuilt from seeds, so the stream may not change.
    expect(createPrng(0).integer(1e9)).toBe(555918859)
    expect(createPrng(1).integer(1e9)).toBe(611497258)
  })

  it('goes on from a place as the stream that stood there', () => {
    const stream = createPrng(9)
    // One normal number leaves a second one drawn ahead.
    for (let drawn = 0; drawn < 7; drawn++) stream.normal()
    const place = stream.place()
    const again = createPrng(structuredClone(place))
    const ahead = (prng: typeof stream) => [prng.normal(), prng.normal(), prng.uniform(), prng.integer(99)]
    expect(ahead(again)).toEqual(ahead(stream))
    expect(stream.place()).toEqual(again.place())
    expect(place).not.toEqual(again.place())
  })

  it('gives disjoint streams to neighbouring seeds', () => {
    const seen = new Set<number>()
    const seeds = 2000
    for (let seed = 0; seed < seeds; seed++) for (const value of draw(seed, 20)) seen.add(value)
    // Values have 53 bits, so even one coincidence is unlikely.
    expect(seen.size).toBe(seeds * 20)
  })

  it('tells apart seeds that differ in any bit of the number', () => {
    const seeds = [0, 1, -1, 0.5, 0.1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1, 1e300]
    expect(new Set(seeds.map((seed) => draw(seed, 1)[0])).size).toBe(seeds.length)
    expect(draw(-0, 3)).toEqual(draw(0, 3))
  })

  it('has first draws that are uniform across small seeds', () => {
    const bins = new Array<number>(16).fill(0)
    for (let seed = 0; seed < 16000; seed++) bins[Math.floor((draw(seed, 1)[0] ?? 0) * 16)]! += 1
    // Chi-square with 15 degrees of freedom; 45 is beyond the 99.99 % point.
    expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(45)
  })

  it('is uniform along one stream, without correlation between neighbours', () => {
    const values = draw(7, 40000)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(mean(values)).toBeCloseTo(0.5, 2)
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(1 / 12), 2)
    const products = values.slice(1).map((value, i) => (value - 0.5) * ((values[i] ?? 0) - 0.5))
    expect(Math.abs(mean(products))).toBeLessThan(2e-3)
  })

  it('draws every whole number below n equally often', () => {
    const prng = createPrng(3)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70000; i++) counts[prng.integer(7)]! += 1
    for (const count of counts) expect(Math.abs(count - 10000)).toBeLessThan(400)
  })

  it('draws standard normals', () => {
    const prng = createPrng(11)
    const values = Array.from({ length: 40000 }, () => prng.normal())
    expect(mean(values)).toBeCloseTo(0, 1)
    expect(standardDeviation(values)).toBeCloseTo(1, 1)
    const within = values.filter((value) => Math.abs(value) < 1).length / values.length
    expect(within).toBeCloseTo(0.6827, 1)
  })

  it('shuffles into a permutation and leaves the list alone', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, list) => {
        const before = [...list]
        const shuffled = createPrng(seed).shuffle(list)
        expect(list).toEqual(before)
        expect([...shuffled].sort()).toEqual([...list].sort())
      }),
    )
    const firsts = Array.from({ length: 6000 }, (_, seed) => createPrng(seed).shuffle([0, 1, 2])[0])
    for (const value of [0, 1, 2]) {
      expect(Math.abs(firsts.filter((first) => first === value).length - 2000)).toBeLessThan(200)
    }
  })

  it('picks a member, and cannot from nothing', () => {
    expect(['a', 'b']).toContain(createPrng(1).pick(['a', 'b']))
    expect(() => createPrng(1).pick([])).toThrow(RangeError)
  })
})
