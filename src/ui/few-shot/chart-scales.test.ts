import { describe, expect, it } from 'vitest'
import type { FewShotGeneration } from '../../adapt/few-shot/few-shot.ts'
import { alphaScale, scoreScale } from './chart-scales.ts'

const generation = (alphas: readonly number[], scores: readonly number[]): FewShotGeneration => ({
  ...{ index: 0, generations: 3, mean: { math: 0.5 }, deviation: { math: 0.1 } },
  candidates: alphas.map((math, index) => ({
    alpha: { math },
    score: scores[index] ?? 0,
    possible: scores[index] !== undefined,
  })),
  ...{ best: { mix: { mode: 'blend', alpha: { math: 1 } }, score: 1 }, evaluations: 2, answers: 2, ms: 1 },
})

describe('chart scales', () => {
  it('show α from 0 to 1, and as far beyond as the search looked', () => {
    expect(alphaScale([generation([0.2, 1.04], [1, 1])])).toEqual({ domain: [0, 1], ticks: [0, 0.5, 1] })
    const wide = alphaScale([generation([0.2, 0.9], [1, 1]), generation([-0.25, 1.5], [1, 1])])
    expect(wide).toEqual({ domain: [-0.5, 1.5], ticks: [-0.5, 0, 0.5, 1, 1.5] })
  })

  it('show shares from 0 to 1, and log-probabilities from the worst possible candidate to 0', () => {
    const history = [generation([0, 1, 1], [-1.23, -0.4])]
    expect(scoreScale(history, true)).toEqual({ domain: [0, 1], ticks: [0, 0.5, 1] })
    expect(scoreScale(history, false)).toEqual({ domain: [-1.3, 0], ticks: [-1.3, -0.65, 0] })
  })
})
