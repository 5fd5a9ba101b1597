import { createPrng } from '../prng.ts'
import { thinSvd } from '../svd.ts'

/** A random `[out, in]` matrix as its SVD, and what multipliers of its singular values make of it, all float64. */
export function randomSpectrum(seed: number, out: number, in_: number) {
  const prng = createPrng(seed)
  const w = Float32Array.from({ length: out * in_ }, () => prng.normal())
  const { u, sigma, v } = thinSvd(w, out, in_)
  const rank = sigma.length
  /** `U diag(σ ⊙ z) Vᵀ`, entry by entry. */
  const dense = (z: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: out * in_ }, (_, at) => {
      const [row, column] = [Math.floor(at / in_), at % in_]
      let sum = 0
      for (let k = 0; k < rank; k++) {
        const scale = (sigma[k] ?? 0) * (z[k] ?? 0)
        sum += (u[row * rank + k] ?? 0) * scale * (v[column * rank + k] ?? 0)
      }
      return sum
    })
  const multipliers = () => Float64Array.from({ length: rank }, () => 1 + 0.4 * prng.normal())
  return { sigma, rank, dense, multipliers, ones: new Float64Array(rank).fill(1) }
}

export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? 0))
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a))
}
