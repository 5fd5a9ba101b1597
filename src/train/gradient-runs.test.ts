import { expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { gradientInRuns } from './gradient-runs.ts'
import { logProbsGraph } from './policy-graph.ts'
import { type PolicyBatch, policyGradient } from './policy-step.ts'
import { svfLearner } from './svf-learner.ts'

const model = randomModel(SMALL_CONFIG, 6)
const prng = createPrng(2)
const ids = (count: number) => Array.from({ length: count }, () => prng.integer(SMALL_CONFIG.vocab_size))
const sequence = () => ({ promptIds: ids(1 + prng.integer(12)), answerIds: ids(1 + prng.integer(9)) })
const batch: PolicyBatch = {
  answers: Array.from({ length: 9 }, () => ({ ...sequence(), advantage: prng.normal() })),
  anchors: Array.from({ length: 4 }, sequence),
  klWeight: 0.3,
  anchorWeight: 0.7,
}

it('gives in many runs the gradient of one, and the same means', async () => {
  const engine = await createNodeEngine(model, { threads: 1 })
  const learner = svfLearner(engine, 'all')
  // Away from the base, so that the divergence from it is not zero.
  for (const { values } of learner.parameters)
    values.forEach((_, i) => {
      values[i] = 0.4 * Math.sin(i)
    })
  const sessions = {
    gradient: await nodeRuntime.InferenceSession.create(learner.graph),
    reference: await nodeRuntime.InferenceSession.create(logProbsGraph(model)),
  }
  const point = { base: baseScales(model.adapted), scales: learner.scales(), feeds: {} }
  const runs: number[] = []
  const gradient = (most?: number) =>
    gradientInRuns(
      (part, of) => {
        const { answers, anchors } = part
        const lengths = [...answers, ...anchors].map((one) => one.promptIds.length + one.answerIds.length)
        runs.push(lengths.length * Math.max(...lengths))
        return policyGradient(nodeRuntime, sessions, model, point, part, of)
      },
      learner.gradients,
      batch,
      most,
    )
  const whole = await gradient()
  expect(runs).toHaveLength(1)
  const split = await gradient(60)
  expect(runs.length).toBeGreaterThan(4)
  expect(Math.max(...runs.slice(1))).toBeLessThanOrEqual(60)

  for (const name of ['loss', 'kl', 'anchorKl'] as const) {
    expect(whole[name]).toBeGreaterThan(1e-3)
    expect(split[name]).toBeCloseTo(whole[name], 5)
  }
  const size = Math.max(...whole.gradients.flatMap((part) => [...part.map(Math.abs)]))
  expect(size).toBeGreaterThan(1e-3)
  whole.gradients.forEach((part, index) => {
    part.forEach((value, i) => {
      expect(Math.abs(split.gradients[index]![i]! - value) / size).toBeLessThan(1e-5)
    })
  })
  engine.dispose()
})

it('puts as much into each run as the limit allows with its padding, and a sequence that is too long alone', async () => {
  const one = (length: number) => ({ promptIds: ids(length - 1), answerIds: ids(1), advantage: 1 })
  const cut = async (lengths: readonly number[], most: number) => {
    const runs: number[][] = []
    const whole = { ...batch, answers: lengths.slice(2).map(one), anchors: lengths.slice(0, 2).map(one) }
    const nothing = { results: {}, loss: 0, kl: 0, anchorKl: 0 }
    const run = async ({ answers, anchors }: PolicyBatch) => {
      runs.push([...answers, ...anchors].map(({ promptIds }) => promptIds.length + 1).sort((a, b) => a - b))
      return nothing
    }
    await gradientInRuns(run, () => [], whole, most)
    return runs
  }
  expect(await cut([5, 3, 4, 2], 20)).toEqual([[2, 3, 4, 5]])
  expect(await cut([5, 3, 4, 2], 19)).toEqual([[2, 3, 4], [5]])
  expect(await cut([5, 3, 4, 2], 6)).toEqual([[2, 3], [4], [5]])
  expect(await cut([9, 2, 8, 2], 5)).toEqual([[2, 2], [8], [9]])
})
