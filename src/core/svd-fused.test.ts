import { setFlagsFromString } from 'node:v8'
import { describe, expect, it, vi } from 'vitest'
import { createPrng } from './prng.ts'
import { FUSED, TWO_STEPS } from './wasm/instructions.ts'

const prng = createPrng(1)
const OUT = 50
const IN = 37
const w = Float64Array.from({ length: OUT * IN }, () => prng.normal())

/** The kernels are compiled once a module: so each way gets a module of its own. */
async function decompose() {
  vi.resetModules()
  const { assembleModule } = await import('./wasm/module.ts')
  const { tile } = await import('./svd/kernels/tile.ts')
  const { thinSvd } = await import('./svd.ts')
  const hasFused = WebAssembly.validate(assembleModule([tile(FUSED)]))
  expect(WebAssembly.validate(assembleModule([tile(TWO_STEPS)]))).toBe(true)
  return { hasFused, ...thinSvd(w, OUT, IN) }
}

describe('thinSvd with fused multiplication and addition', () => {
  it('finds the same decomposition as without, to rounding', async () => {
    if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-experimental-wasm-relaxed-simd')
    const without = await decompose()
    if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd')
    const fused = await decompose()
    expect(fused.hasFused).toBe(true)
    fused.sigma.forEach((value, i) => {
      expect(Math.abs(value - without.sigma[i]!)).toBeLessThan(1e-13)
    })
    expect(fused.reconstructionError).toBeLessThan(1e-13)
    expect(fused.orthogonalityError).toBeLessThan(1e-12)
    let worst = 0
    for (let i = 0; i < OUT; i++) {
      for (let j = 0; j < IN; j++) {
        let sum = 0
        for (let k = 0; k < IN; k++) sum += fused.u[i * IN + k]! * fused.sigma[k]! * fused.v[j * IN + k]!
        worst = Math.max(worst, Math.abs(sum - w[i * IN + j]!))
      }
    }
    expect(worst).toBeLessThan(1e-13)
  })
})
