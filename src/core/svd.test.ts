import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzRuns } from './fuzz-runs.fixture.ts'
import { createPrng } from './prng.ts'
import { type ThinSvd, thinSvd } from './svd.ts'

function gaussian(out: number, in_: number, seed: number, scale = (_row: number, _column: number) => 1) {
  const prng = createPrng(seed)
  return Float64Array.from(
    { length: out * in_ },
    (_, k) => prng.normal() * scale(Math.floor(k / in_), k % in_),
  )
}

/** Largest difference between W and its factors, relative to the largest singular value; independent of the reported error. */
function distance(w: ArrayLike<number>, out: number, in_: number, { u, sigma, v }: ThinSvd): number {
  const rank = sigma.length
  let worst = 0
  for (let i = 0; i < out; i++) {
    for (let j = 0; j < in_; j++) {
      let sum = 0
      for (let k = 0; k < rank; k++) sum += u[i * rank + k]! * sigma[k]! * v[j * rank + k]!
      worst = Math.max(worst, Math.abs(sum - w[i * in_ + j]!))
    }
  }
  return worst / (sigma[0]! || 1)
}

/** Largest entry of `|columnsᵀ columns − I|`. */
function distanceFromOrthonormal(columns: Float64Array, rows: number, rank: number): number {
  let worst = 0
  for (let a = 0; a < rank; a++) {
    for (let b = a; b < rank; b++) {
      let sum = 0
      for (let i = 0; i < rows; i++) sum += columns[i * rank + a]! * columns[i * rank + b]!
      worst = Math.max(worst, Math.abs(sum - (a === b ? 1 : 0)))
    }
  }
  return worst
}

function expectSound(w: Float32Array | Float64Array, out: number, in_: number): ThinSvd {
  const svd = thinSvd(w, out, in_)
  const rank = Math.min(out, in_)
  expect([svd.u.length, svd.sigma.length, svd.v.length]).toEqual([out * rank, rank, in_ * rank])
  expect(distance(w, out, in_, svd)).toBeLessThan(1e-12)
  expect(distanceFromOrthonormal(svd.u, out, rank)).toBeLessThan(1e-11)
  expect(distanceFromOrthonormal(svd.v, in_, rank)).toBeLessThan(1e-11)
  expect(svd.reconstructionError).toBeLessThan(1e-12)
  expect(svd.orthogonalityError).toBeLessThan(1e-11)
  expect([...svd.sigma].every((value, i) => value >= 0 && value <= (svd.sigma[i - 1] ?? value))).toBe(true)
  return svd
}

describe('thinSvd', () => {
  // Graded columns: one of the factors ends some twenty times less orthogonal than the other, and it is that one's error.
  it.each([
    [40, 20],
    [20, 40],
    [64, 64],
  ])('tells the orthogonality error of the worse factor of %i × %i as it is', (out, in_) => {
    const graded = gaussian(out, in_, out, (row, column) => 10 ** (-(out < in_ ? row : column) / 3))
    const { u, v, orthogonalityError } = thinSvd(graded, out, in_)
    const rank = Math.min(out, in_)
    const [left, right] = [distanceFromOrthonormal(u, out, rank), distanceFromOrthonormal(v, in_, rank)]
    expect(Math.max(left, right)).toBeGreaterThan(4 * Math.min(left, right))
    expect(orthogonalityError / Math.max(left, right)).toBeCloseTo(1, 1)
  })

  it('finds the singular values of a matrix worked by hand', () => {
    // [[3, 0], [4, 5]]: WᵀW has the eigenvalues 45 and 5.
    const { sigma } = expectSound(Float64Array.of(3, 0, 4, 5), 2, 2)
    expect(sigma[0]).toBeCloseTo(Math.sqrt(45), 12)
    expect(sigma[1]).toBeCloseTo(Math.sqrt(5), 12)
  })

  it('is sound for shapes of every kind', () => {
    const sizes = [1, 2, 3, 4, 5, 7, 8, 31, 33, 64]
    for (const out of sizes)
      for (const in_ of sizes) expectSound(gaussian(out, in_, out * 100 + in_), out, in_)
  })

  it('is sound for any matrix of small whole numbers, most of them singular', () => {
    const size = fc.integer({ min: 1, max: 9 })
    const matrix = fc
      .tuple(size, size)
      .chain(([out, in_]) =>
        fc
          .array(fc.integer({ min: -2, max: 2 }), { minLength: out * in_, maxLength: out * in_ })
          .map((values) => ({ w: Float32Array.from(values), out, in_ })),
      )
    fc.assert(
      fc.property(matrix, ({ w, out, in_ }) => void expectSound(w, out, in_)),
      fuzzRuns(300),
    )
  })

  it('recovers planted singular values over ten powers of ten', () => {
    const n = 40
    const planted = Float64Array.from({ length: n }, (_, k) => 10 ** (-k / 4))
    const left = thinSvd(gaussian(60, n, 1), 60, n).u
    const right = thinSvd(gaussian(n, n, 2), n, n).u
    const w = new Float64Array(60 * n)
    for (let i = 0; i < 60; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) w[i * n + j]! += left[i * n + k]! * planted[k]! * right[j * n + k]!
      }
    }
    const { sigma } = expectSound(w, 60, n)
    planted.forEach((value, k) => {
      expect(Math.abs(sigma[k]! - value)).toBeLessThan(1e-14 + 1e-4 * value)
    })
  })

  it('survives repeated singular values', () => {
    const n = 30
    const orthogonal = thinSvd(gaussian(n, n, 3), n, n).u
    expect([...expectSound(orthogonal, n, n).sigma].every((value) => Math.abs(value - 1) < 1e-12)).toBe(true)
    const identity = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 5 : 0))
    expect([...expectSound(identity, n, n).sigma]).toEqual(new Array(n).fill(5))
  })

  it('gives a matrix of low rank exact zeros and still full bases', () => {
    const a = gaussian(24, 3, 4)
    const b = gaussian(3, 17, 5)
    const w = new Float64Array(24 * 17)
    for (let i = 0; i < 24; i++) {
      for (let j = 0; j < 17; j++)
        for (let k = 0; k < 3; k++) w[i * 17 + j]! += a[i * 3 + k]! * b[k * 17 + j]!
    }
    expect(expectSound(w, 24, 17).sigma.filter((value) => value > 0)).toHaveLength(3)
    expect(expectSound(new Float32Array(12 * 7), 12, 7).sigma.every((value) => value === 0)).toBe(true)
    expect(expectSound(new Float64Array(50 * 40).fill(1), 50, 40).sigma[0]).toBeCloseTo(Math.sqrt(2000), 9)
  })

  it('survives ill-conditioned and graded matrices', () => {
    const n = 32
    const hilbert = Float64Array.from({ length: n * n }, (_, k) => 1 / (1 + Math.floor(k / n) + (k % n)))
    expectSound(hilbert, n, n)
    expectSound(
      gaussian(n, n, 6, (row) => 10 ** (-row / 3)),
      n,
      n,
    )
    expectSound(
      gaussian(n, n, 7, (_row, column) => 10 ** (-column / 3)),
      n,
      n,
    )
    expectSound(
      gaussian(n, n, 8, (row, column) => (row === 5 && column === 9 ? 1e9 : 1)),
      n,
      n,
    )
  })

  it('does not mind the magnitude of the whole matrix', () => {
    const w = gaussian(9, 6, 9)
    const plain = thinSvd(w, 9, 6).sigma
    for (const factor of [1e150, 1e-150, 1e300, 1e-300]) {
      const { sigma } = expectSound(
        w.map((value) => value * factor),
        9,
        6,
      )
      sigma.forEach((value, k) => {
        expect(value / factor / plain[k]!).toBeCloseTo(1, 10)
      })
    }
    expectSound(Float64Array.of(5e-324, 0, 0, 1e-323), 2, 2)
  })

  it('refuses what has no singular values', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => thinSvd(Float64Array.of(1, value), 1, 2)).toThrow(
        expect.objectContaining({ code: 'numeric' }),
      )
    }
    expect(() => thinSvd(new Float64Array(4).fill(1.7e308), 2, 2)).toThrow(
      expect.objectContaining({ code: 'numeric' }),
    )
    for (const [out, in_] of [
      [0, 0],
      [2, 2],
      [-1, -3],
      [1.5, 2],
      [Number.NaN, 3],
    ] as const) {
      expect(() => thinSvd(new Float32Array(3), out, in_)).toThrow(
        expect.objectContaining({ code: 'bad-input' }),
      )
    }
  })

  it('leaves its argument as it was', () => {
    const w = gaussian(6, 5, 10)
    const before = w.slice()
    thinSvd(w, 6, 5)
    expect(w).toEqual(before)
  })
})
