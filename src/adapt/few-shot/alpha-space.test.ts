import { describe, expect, it } from 'vitest'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { alphaSpace } from './alpha-space.ts'
import type { Granularity } from './options.ts'

const { adapted } = randomModel({ ...SMALL_CONFIG, num_hidden_layers: 3 }, 1)
const NAMES = ['math', 'code']
const spaceOf = (granularity: Granularity, normalise = false) =>
  alphaSpace(adapted, NAMES, { granularity, normalise, mode: 'blend' })

describe('alphaSpace', () => {
  it.each([
    ['expert', 1],
    ['layer', 3],
    ['matrix', 21],
  ] as const)('has, a %s, %i columns for each expert', (granularity, columns) => {
    const space = spaceOf(granularity)
    expect(space).toMatchObject({ columns, dimensions: 2 * columns, names: NAMES })
  })

  it('gives an expert one α for all matrices', () => {
    expect(spaceOf('expert').mixOf([0.25, -0.5])).toEqual({
      mode: 'blend',
      alpha: { math: 0.25, code: -0.5 },
    })
  })

  it('gives every matrix of a layer that layer’s α, and each expert the mean of its own', () => {
    const { alpha, byModule } = spaceOf('layer').mixOf([1, 2, 6, -1, 0, 4])
    expect(byModule?.math).toEqual(adapted.map(({ layer }) => [1, 2, 6][layer]))
    expect(byModule?.code).toEqual(adapted.map(({ layer }) => [-1, 0, 4][layer]))
    expect(alpha).toEqual({ math: 3, code: 1 })
  })

  it('gives every matrix an α of its own', () => {
    const x = Array.from({ length: 42 }, (_, index) => index)
    const { alpha, byModule } = spaceOf('matrix').mixOf(x)
    expect(byModule).toEqual({ math: x.slice(0, 21), code: x.slice(21) })
    expect(alpha).toEqual({ math: 10, code: 31 })
  })

  it('divides the α of each column by their own sum', () => {
    const { byModule } = spaceOf('layer', true).mixOf([1, 2, 3, 3, 2, -1])
    const perLayer = (name: string) => [0, 1, 2].map((layer) => byModule?.[name]?.[layer * 7])
    expect(perLayer('math')).toEqual([1 / 4, 2 / 4, 3 / 2])
    expect(perLayer('code')).toEqual([3 / 4, 2 / 4, -1 / 2])
    expect(() => spaceOf('layer', true).mixOf([1, 2, 3, 3, -2, 1])).toThrow(/sum to 0/)
  })
})
