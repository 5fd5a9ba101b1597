import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseScales, mixMultipliers, mixScales } from './mixing.ts'
import { MIX_MODES, type MixTerm, type SpectralModule } from './mixing-types.ts'

const sigmas = fc
  .array(fc.float({ min: Math.fround(0.01), max: 100, noNaN: true }), { minLength: 1, maxLength: 12 })
  .map((values) => Float32Array.from(values).sort().reverse())

const modules = fc.array(sigmas, { minLength: 1, maxLength: 4 }).map((list) => {
  let scaleOffset = 0
  return list.map((sigma, index): SpectralModule => {
    const module = { name: `m${index}`, rank: sigma.length, sigma, scaleOffset }
    scaleOffset += sigma.length
    return module
  })
})

const positiveZ = fc.float({ min: Math.fround(0.1), max: 4, noNaN: true })

function expertFor(list: readonly SpectralModule[], entry = positiveZ) {
  const vectors = list.map((module) =>
    fc
      .array(entry, { minLength: module.rank, maxLength: module.rank })
      .map((z) => [module.name, Float32Array.from(z)] as const),
  )
  return fc.tuple(...vectors).map((pairs) => new Map(pairs))
}

/** A model with one to three experts that cover all of it. */
const mixture = modules.chain((list) =>
  fc.array(expertFor(list), { minLength: 1, maxLength: 3 }).map((experts) => ({ list, experts })),
)

const coefficient = fc.float({ min: -2, max: 2, noNaN: true })

function expectClose(actual: Float32Array, expected: ArrayLike<number>, tolerance = 2e-6) {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected[i]!)))
  })
}

/** `sigma ⊙ ẑ`, written out independently. */
function nuclearScales(list: readonly SpectralModule[], z: ReadonlyMap<string, Float32Array>): number[] {
  return list.flatMap(({ name, sigma }) => {
    const products = [...sigma].map((value, i) => value * z.get(name)![i]!)
    const total = sigma.reduce((sum, value) => sum + value, 0)
    const scaled = products.reduce((sum, value) => sum + value, 0)
    return products.map((value) => (value * total) / scaled)
  })
}

describe('blend', () => {
  it('with every α = 0 is exactly the base (invariant 1)', () => {
    fc.assert(
      fc.property(mixture, ({ list, experts }) => {
        const terms = experts.map((z, k) => ({ z, alpha: k % 2 === 0 ? 0 : -0 }))
        expect(mixScales(list, terms, 'blend')).toEqual(baseScales(list))
        expect(mixScales(list, [], 'blend')).toEqual(baseScales(list))
      }),
    )
  })

  it('with one α = 1 is that expert (invariant 2)', () => {
    fc.assert(
      fc.property(mixture, fc.nat(), ({ list, experts }, choice) => {
        const chosen = choice % experts.length
        const terms = experts.map((z, k) => ({ z, alpha: k === chosen ? 1 : 0 }))
        expectClose(mixScales(list, terms, 'blend'), nuclearScales(list, experts[chosen]!))
      }),
    )
  })

  it('with a uniform z changes nothing (invariant 3)', () => {
    fc.assert(
      fc.property(modules, positiveZ, coefficient, (list, value, alpha) => {
        const z = new Map(list.map(({ name, rank }) => [name, new Float32Array(rank).fill(value)]))
        expectClose(mixScales(list, [{ z, alpha }], 'blend'), baseScales(list))
        expectClose(mixScales(list, [{ z, alpha: 1 }], 'reference'), baseScales(list))
      }),
    )
  })

  it('does not see the scale of z (invariant 4)', () => {
    fc.assert(
      fc.property(mixture, coefficient, ({ list, experts }, alpha) => {
        const scaled = (z: ReadonlyMap<string, Float32Array>) =>
          new Map([...z].map(([name, values]) => [name, values.map((value) => value * 8)]))
        const before = experts.map((z) => ({ z, alpha }))
        const after = experts.map((z) => ({ z: scaled(z), alpha }))
        expectClose(mixScales(list, after, 'blend'), mixScales(list, before, 'blend'), 1e-5)
      }),
    )
  })

  it('is affine in α', () => {
    fc.assert(
      fc.property(mixture, coefficient, ({ list, experts }, alpha) => {
        const z = experts[0]!
        const base = baseScales(list)
        const whole = mixScales(list, [{ z, alpha: 1 }], 'blend')
        const part = mixScales(list, [{ z, alpha }], 'blend')
        expectClose(
          part,
          base.map((value, i) => value + alpha * (whole[i]! - value)),
          1e-5,
        )
      }),
    )
  })
})

describe('paper', () => {
  it('is the plain weighted sum, and the zero matrix at α = 0', () => {
    fc.assert(
      fc.property(mixture, coefficient, ({ list, experts }, alpha) => {
        const terms = experts.map((z, k) => ({ z, alpha: alpha + k }))
        const expected = list.flatMap(({ name, sigma }) =>
          [...sigma].map(
            (value, i) => value * terms.reduce((sum, t) => sum + t.alpha * t.z.get(name)![i]!, 0),
          ),
        )
        expectClose(mixScales(list, terms, 'paper'), expected)
        const zeros = experts.map((z) => ({ z, alpha: 0 }))
        expect(mixScales(list, zeros, 'paper').every((value) => value === 0)).toBe(true)
      }),
    )
  })
})

describe('reference', () => {
  it('is one expert at any positive α, and keeps the nuclear norm', () => {
    fc.assert(
      fc.property(
        mixture,
        fc.float({ min: Math.fround(0.1), max: 2, noNaN: true }),
        ({ list, experts }, alpha) => {
          const scales = mixScales(list, [{ z: experts[0]!, alpha }], 'reference')
          expectClose(scales, nuclearScales(list, experts[0]!))
        },
      ),
    )
  })

  it('is a typed error where nothing is left to scale', () => {
    const list = [{ name: 'm', rank: 2, sigma: Float32Array.of(1, 1), scaleOffset: 0 }]
    const z = new Map([['m', Float32Array.of(0.3, 0.7)]])
    const opposite = new Map([['m', Float32Array.of(0.7, 0.3)]])
    for (const terms of [
      [{ z, alpha: 0 }],
      [
        { z, alpha: 1 },
        { z: opposite, alpha: -1 },
      ],
    ]) {
      expect(() => mixScales(list, terms, 'reference')).toThrow(expect.objectContaining({ code: 'bad-mix' }))
    }
    // 0.1 + 0.2 − 0.3 is 6e-17 in floating point: what is left is rounding noise.
    const three = [{ name: 'm', rank: 3, sigma: Float32Array.of(1, 1, 1), scaleOffset: 0 }]
    const noise = [0.1, 0.2, -0.3].map((alpha, k) => ({
      z: new Map([['m', Float32Array.from({ length: 3 }, (_, i) => Number(i === k))]]),
      alpha,
    }))
    expect(() => mixMultipliers(three, noise, 'reference')).toThrow(
      expect.objectContaining({ code: 'bad-mix' }),
    )
  })
})

describe('any mode', () => {
  const list: SpectralModule[] = [
    { name: 'a', rank: 2, sigma: Float32Array.of(3, 1), scaleOffset: 0 },
    { name: 'b', rank: 1, sigma: Float32Array.of(2), scaleOffset: 2 },
  ]
  const onA: MixTerm = { z: new Map([['a', Float32Array.of(2, 4)]]), alpha: 0.5 }
  const onBoth: MixTerm = {
    z: new Map([
      ['a', Float32Array.of(1, 3)],
      ['b', Float32Array.of(5)],
    ]),
    alpha: 0.25,
  }

  it('leaves a module that no expert covers as it is', () => {
    for (const mode of MIX_MODES) {
      expect(mixScales(list, [onA], mode)[2]).toBe(2)
      expect(mixScales(list, [], mode)).toEqual(baseScales(list))
    }
  })

  it('counts an expert as z = 1 where others cover a module and it does not', () => {
    expect([...mixMultipliers(list, [onA, onBoth], 'paper')[1]!]).toEqual([0.5 * 1 + 0.25 * 5])
    expect([...mixMultipliers(list, [onA, onBoth], 'blend')[1]!]).toEqual([1])
  })

  it('takes one α per module in the order of the list', () => {
    const perModule = { z: onBoth.z, alpha: Float32Array.of(0, 2) }
    expect([...mixScales(list, [perModule], 'paper')]).toEqual([0, 0, 20])
  })

  it('does not depend on the order of the experts', () => {
    for (const mode of MIX_MODES) {
      expectClose(mixScales(list, [onA, onBoth], mode), mixScales(list, [onBoth, onA], mode))
    }
  })

  it('takes a weight of nothing but zeros', () => {
    const zero = [{ name: 'a', rank: 2, sigma: new Float32Array(2), scaleOffset: 0 }]
    for (const mode of MIX_MODES) expect([...mixScales(zero, [onA], mode)]).toEqual([0, 0])
  })

  it('refuses what has no meaning', () => {
    const vector = (...values: number[]) => new Map([['a', Float32Array.of(...values)]])
    const broken: [MixTerm, RegExp][] = [
      [{ z: onA.z, alpha: Number.NaN }, /α is not a finite number/],
      [{ z: onA.z, alpha: Number.POSITIVE_INFINITY }, /α is not a finite number/],
      [{ z: onA.z, alpha: Float32Array.of(1, Number.NaN) }, /α is not a finite number/],
      [{ z: onA.z, alpha: Float32Array.of(1) }, /1 coefficients α for 2 adapted modules/],
      [{ z: vector(1, Number.NaN), alpha: 1 }, /z of a holds a number that is not finite/],
      [{ z: vector(1), alpha: 1 }, /a has rank 2, its z has 1 numbers/],
      [{ z: new Map([['unknown', Float32Array.of(1)]]), alpha: 0 }, /does not adapt unknown/],
      [{ z: vector(3e38, 1), alpha: 1e30 }, /too large for a 32-bit number/],
    ]
    for (const [term, said] of broken) {
      const mixing = () => mixScales(list, [term], 'paper')
      expect(mixing).toThrow(expect.objectContaining({ code: 'bad-mix' }))
      expect(mixing).toThrow(said)
    }
    const beyond = { z: vector(3e38, 1), alpha: 1e308 }
    expect(() => mixScales(list, [beyond], 'reference')).toThrow(/too large for a 32-bit number/)
    expect(() => mixScales(list, [{ z: vector(1, -3), alpha: 1 }], 'blend')).toThrow(
      expect.objectContaining({ code: 'bad-mix' }),
    )
  })
})
