import { expect, it } from 'vitest'
import { klDivergence } from './divergence.ts'
import { createPrng } from './prng.ts'

it('is the sum of p log(p / q), and not the same the other way round', () => {
  const [p, q] = [
    [0.5, 0.25, 0.25],
    [0.7, 0.2, 0.1],
  ]
  const logits = (shares: readonly number[], shift: number) => shares.map((share) => Math.log(share) + shift)
  const sum = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, share, i) => total + share * Math.log(share / b[i]!), 0)
  expect(klDivergence(logits(p!, 3), logits(q!, -40))).toBeCloseTo(sum(p!, q!), 12)
  expect(klDivergence(logits(q!, 0), logits(p!, 0))).toBeCloseTo(sum(q!, p!), 12)
})

it('is 0 for equal distributions, never negative, and finite far apart', () => {
  const prng = createPrng(3)
  const logits = Float32Array.from({ length: 400 }, () => 4 * prng.normal())
  expect(klDivergence(logits, logits)).toBe(0)
  for (let round = 0; round < 50; round++) {
    const near = logits.map((logit) => logit + 1e-7 * prng.normal())
    expect(klDivergence(near, logits)).toBeGreaterThanOrEqual(0)
  }
  expect(klDivergence([800, 0], [0, 800])).toBeCloseTo(800, 6)
})

it('says NaN where a logit is none, and does not hide it', () => {
  expect(klDivergence([1, Number.NaN], [1, 2])).toBeNaN()
})
