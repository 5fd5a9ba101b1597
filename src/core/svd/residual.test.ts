import { expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { thinSvd } from '../svd.ts'
import { relativeResidual } from './residual.ts'
import { openWorkspace } from './workspace.ts'

const M = 40
const N = 24

/** The measured residual of a decomposition whose singular values were changed. */
function measured(change: (sigma: Float64Array) => void): number {
  const prng = createPrng(3)
  const values = Float64Array.from({ length: M * N }, () => prng.normal())
  const { u, sigma, v } = thinSvd(values, M, N)
  change(sigma)
  const work = openWorkspace(20 * M * M)
  const grids = { w: work.grid(M, N), u: work.grid(M, N), right: work.grid(N, N) }
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      grids.w.data[i * grids.w.stride + j] = values[i * N + j]!
      grids.u.data[i * grids.u.stride + j] = u[i * N + j]!
    }
  }
  // The rows of `right` in reverse, as an order to undo.
  const order = Array.from({ length: N }, (_, place) => N - 1 - place)
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) grids.right.data[(N - 1 - i) * grids.right.stride + j] = v[j * N + i]!
  }
  return relativeResidual(work, { ...grids, sigma, order }) * Math.hypot(...values)
}

it('of true factors is rounding, and of wrong singular values the size of what is wrong', () => {
  expect(measured(() => {})).toBeLessThan(1e-12)
  const wrong = measured((sigma) => {
    for (let k = 0; k < N; k++) sigma[k] = sigma[k]! + (k % 2 === 0 ? 0.1 : -0.1)
  })
  expect(wrong / (0.1 * Math.sqrt(N))).toBeGreaterThan(0.7)
  expect(wrong / (0.1 * Math.sqrt(N))).toBeLessThan(1.3)
  const one = measured((sigma) => {
    sigma[5] = sigma[5]! + 1
  })
  expect(one).toBeGreaterThan(0.3)
  expect(one).toBeLessThan(3)
})
