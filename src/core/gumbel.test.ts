import { describe, expect, it } from 'vitest'
import { gumbelNoise } from './gumbel.ts'
import { argmax, softmax } from './softmax.ts'
import { mean, standardDeviation } from './statistics.ts'

describe('gumbelNoise', () => {
  it('depends on nothing but its arguments', () => {
    expect(gumbelNoise(1, 2, 3)).toBe(gumbelNoise(1, 2, 3))
    // Pinned by working the hash through with whole numbers of any size: the GPU computes the same 32 bits.
    for (let k = 0; k < 200; k++) {
      const [seed, index, id] = [k * 123456789, k * 7, 511 - k]
      const uniform = (expectedBits(seed, index, id) + 0.5) / 2 ** 24
      expect(gumbelNoise(seed, index, id)).toBe(-Math.log(-Math.log(uniform)))
    }
  })

  it('is always finite, also at the ends of its arguments', () => {
    for (const seed of [0, 1, -1, 2 ** 31, 2 ** 32 - 1]) {
      for (let id = 0; id < 2000; id++) expect(Number.isFinite(gumbelNoise(seed, 2 ** 31 - 1, id))).toBe(true)
    }
  })

  it('has the mean and deviation of a Gumbel distribution along each argument', () => {
    const along = [
      (k: number) => gumbelNoise(k, 0, 0),
      (k: number) => gumbelNoise(5, k, 17),
      (k: number) => gumbelNoise(5, 3, k),
    ]
    for (const noise of along) {
      const values = Array.from({ length: 20000 }, (_, k) => noise(k))
      expect(mean(values)).toBeCloseTo(0.5772, 1)
      expect(standardDeviation(values)).toBeCloseTo(Math.PI / Math.sqrt(6), 1)
    }
  })

  it('turns argmax into sampling from the softmax', () => {
    const logits = [1, 0, -1, 2]
    const counts = new Array<number>(4).fill(0)
    const draws = 20000
    for (let seed = 0; seed < draws; seed++) {
      counts[argmax(logits.map((logit, id) => logit + gumbelNoise(seed, 0, id)))]! += 1
    }
    softmax(logits).forEach((probability, id) => {
      expect(Math.abs((counts[id] ?? 0) / draws - probability)).toBeLessThan(0.015)
    })
  })
})

function expectedBits(seed: number, index: number, id: number): number {
  const wrap = (x: bigint) => x & 0xffffffffn
  let x =
    wrap(BigInt(seed) * 0x9e3779b1n) ^ wrap(BigInt(index) * 0x85ebca77n) ^ wrap(BigInt(id) * 0xc2b2ae3dn)
  x ^= x >> 16n
  x = wrap(x * 0x7feb352dn)
  x ^= x >> 15n
  x = wrap(x * 0x846ca68bn)
  x ^= x >> 16n
  return Number(x >> 8n)
}
