import { describe, expect, it } from 'vitest'
import { clipGlobalNorm, createAdam } from './adam.ts'

describe('createAdam', () => {
  it('finds the minimum of a quadratic', () => {
    const values = Float32Array.of(3, -2)
    const adam = createAdam([{ values }])
    for (let step = 0; step < 400; step++)
      adam.step([Float32Array.of(2 * (values[0]! - 1), 8 * (values[1]! - 0.5))], 0.05)
    expect(values[0]).toBeCloseTo(1, 2)
    expect(values[1]).toBeCloseTo(0.5, 2)
  })

  it('makes a first step of the learning rate against the sign of the gradient', () => {
    const values = Float32Array.of(0, 0)
    createAdam([{ values, rate: 2 }]).step([Float32Array.of(5, -0.01)], 0.1)
    expect(values[0]).toBeCloseTo(-0.2, 5)
    expect(values[1]).toBeCloseTo(0.2, 5)
  })

  it('follows the published update, written out in float64', () => {
    const [beta1, beta2, epsilon, rate, learningRate] = [0.7, 0.9, 0.5, 1.5, 0.1]
    const values = Float32Array.of(0.4)
    const adam = createAdam([{ values, rate, decay: 0.2 }], { beta1, beta2, epsilon })
    let [x, m, v] = [0.4, 0, 0]
    for (const [index, g] of [0.3, -0.8, 0.05].entries()) {
      adam.step([Float32Array.of(g)], learningRate)
      m = beta1 * m + (1 - beta1) * g
      v = beta2 * v + (1 - beta2) * g * g
      const [mean, square] = [m / (1 - beta1 ** (index + 1)), v / (1 - beta2 ** (index + 1))]
      x = x * (1 - learningRate * 0.2) - (learningRate * rate * mean) / (Math.sqrt(square) + epsilon)
      expect(values[0]).toBeCloseTo(x, 6)
    }
  })

  it('decays weights apart from the gradient', () => {
    const values = Float32Array.of(1)
    createAdam([{ values, decay: 0.5 }]).step([Float32Array.of(0)], 0.1)
    expect(values[0]).toBeCloseTo(0.95, 6)
  })

  it('goes on from its state as if it had not stopped', () => {
    const gradient = (x: number) => [Float32Array.of(2 * x)]
    const whole = Float32Array.of(1)
    const first = createAdam([{ values: whole }])
    for (let step = 0; step < 6; step++) first.step(gradient(whole[0]!), 0.1)
    const parts = Float32Array.of(1)
    const before = createAdam([{ values: parts }])
    for (let step = 0; step < 3; step++) before.step(gradient(parts[0]!), 0.1)
    const after = createAdam([{ values: parts }], {}, before.state)
    for (let step = 0; step < 3; step++) after.step(gradient(parts[0]!), 0.1)
    expect(parts[0]).toBe(whole[0])
  })

  it('refuses gradients of another shape', () => {
    const adam = createAdam([{ values: new Float32Array(2) }])
    expect(() => adam.step([new Float32Array(3)], 0.1)).toThrow(RangeError)
    expect(() => adam.step([], 0.1)).toThrow(RangeError)
  })
})

describe('clipGlobalNorm', () => {
  it('scales all gradients by one factor when their common norm is too large', () => {
    const gradients = [Float32Array.of(3), Float32Array.of(0, 4)]
    expect(clipGlobalNorm(gradients, 1)).toBeCloseTo(5, 6)
    expect(gradients[0]![0]).toBeCloseTo(0.6, 6)
    expect(gradients[1]![1]).toBeCloseTo(0.8, 6)
  })

  it('leaves small gradients alone', () => {
    const gradients = [Float32Array.of(0.3)]
    clipGlobalNorm(gradients, 1)
    expect(gradients[0]![0]).toBeCloseTo(0.3, 7)
  })
})
