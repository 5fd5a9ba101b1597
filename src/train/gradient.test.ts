import { describe, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import { nodeRuntime } from '../engine/ort/node.ts'
import { referenceLogProbs } from '../engine/reference-log-probs.fixture.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { gradientOfW, normalisedZ, startAtBase, trainedScales } from './expert-parameters.ts'
import { createGradient } from './gradient.ts'

const model = randomModel(
  { ...SMALL_CONFIG, vocab_size: 37, hidden_size: 16, intermediate_size: 28, attention_bias: true },
  8,
)
const ids = [5, 9, 1, 30]
const answerIds = [2, 17, 3]
const prng = createPrng(2)
const scales = baseScales(model.adapted).map((s) => s * (0.8 + 0.4 * prng.uniform()))

/** log p(answer) in float64, by the plain reference forward. */
function logProb(at: ArrayLike<number>): number {
  const tokens = referenceLogProbs(model, { ids, scales: at }, answerIds)
  return tokens.reduce((sum, logProb) => sum + logProb, 0)
}

describe('gradient of an answer with respect to the scales', () => {
  it('agrees with finite differences of the float64 reference, in every module', async () => {
    const engine = await createGradient(nodeRuntime, model)
    const result = await engine.gradient(ids, answerIds, scales)
    expect(result.logProb).toBeCloseTo(logProb(scales), 4)
    for (const module of model.adapted) {
      for (const index of [0, 1, module.rank - 1]) {
        const at = module.scaleOffset + index
        const moved = (step: number) => Float64Array.from(scales, (s, i) => (i === at ? s + step : s))
        const step = 1e-4
        const slope = (logProb(moved(step)) - logProb(moved(-step))) / (2 * step)
        expect(Math.abs(result.dScales[at]! - slope)).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope)))
      }
    }
    await engine.dispose()
  })

  it('passes the nuclear-norm factor: Σ z dL/dz = 0, and it agrees with finite differences', async () => {
    const engine = await createGradient(nodeRuntime, model)
    const base = baseScales(model.adapted)
    const trained = startAtBase(model, 'mlp')
    for (const { w } of trained) for (let i = 0; i < w.length; i++) w[i] = 0.3 * (prng.uniform() - 0.5)
    const at = () => trainedScales(base, trained)
    const { dScales } = await engine.gradient(ids, answerIds, at())
    for (const part of trained) {
      const gradient = gradientOfW(part, dScales)
      const invariant = gradient.reduce((sum, g, i) => sum + g * (1 + part.w[i]!), 0)
      expect(Math.abs(invariant)).toBeLessThan(1e-4)
      const before = part.w[2]!
      const value = (w: number) => {
        part.w[2] = w
        return logProb(at())
      }
      const slope = (value(before + 1e-2) - value(before - 1e-2)) / 2e-2
      part.w[2] = before
      expect(Math.abs(gradient[2]! - slope)).toBeLessThan(2e-3 * Math.max(1, Math.abs(slope)))
    }
    await engine.dispose()
  })

  it('keeps the nuclear norm of every trained module', () => {
    const [part] = startAtBase(model, 'all')
    part!.w.set([0.5, -0.4, 0.1])
    const sum = (z: ArrayLike<number>) =>
      part!.module.sigma.reduce((total, sigma, i) => total + sigma * z[i]!, 0)
    expect(sum(normalisedZ(part!))).toBeCloseTo(sum(new Float32Array(part!.w.length).fill(1)), 4)
  })

  it('leaves a zero weight alone instead of dividing by its nuclear norm', () => {
    const [first] = startAtBase(model, 'all')
    const zero = { ...first!, module: { ...first!.module, sigma: new Float32Array(first!.w.length) } }
    expect(Array.from(normalisedZ(zero))).toEqual(new Array(zero.w.length).fill(1))
    const slopes = gradientOfW(zero, new Float32Array(model.totalRank).fill(1))
    expect(slopes.every((slope) => slope === 0)).toBe(true)
  })

  it('refuses an empty prompt or answer and ids outside the vocabulary', async () => {
    const engine = await createGradient(nodeRuntime, model)
    const code = { code: 'bad-input' }
    await expect(engine.gradient([], answerIds, scales)).rejects.toMatchObject(code)
    await expect(engine.gradient(ids, [], scales)).rejects.toMatchObject(code)
    await expect(engine.gradient(ids, [37], scales)).rejects.toMatchObject(code)
    await engine.dispose()
  })
})
