import { expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { nodeRuntime } from '../engine/ort/node.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { toFloat32 } from '../model/stored-array.ts'
import { logProbsGraph, scaleGradientGraph } from './policy-graph.ts'
import { policyGradient, type WeighedAnswer } from './policy-step.ts'

const model = randomModel(SMALL_CONFIG, 5)
const base = baseScales(model.adapted)
const scales = base.map((scale, i) => scale * (1 + 0.2 * Math.sin(i)))
const { vocab_size: vocab, hidden_size: hidden } = model.config

async function gradientOf(answers: readonly WeighedAnswer[], takesSoft: boolean) {
  const sessions = {
    gradient: await nodeRuntime.InferenceSession.create(scaleGradientGraph(model, { kl: true, takesSoft })),
    reference: await nodeRuntime.InferenceSession.create(logProbsGraph(model, takesSoft)),
    takesSoft,
  }
  const anchors = [{ promptIds: [4, 5, 6], answerIds: [7, 3] }]
  const batch = { answers, anchors, klWeight: 0.1, anchorWeight: 0.5 }
  const point = { base, scales, feeds: {} }
  const { results, loss, kl, anchorKl } = await policyGradient(nodeRuntime, sessions, model, point, batch)
  return { slopes: results['d scales']!.data as Float32Array, loss, kl, anchorKl }
}

it('learns from soft tokens as from the words whose embeddings they are', async () => {
  const embedding = toFloat32(model.embedding)
  const rowsOf = (ids: readonly number[]) =>
    Float32Array.from(ids.flatMap((id) => [...embedding.subarray(id * hidden, (id + 1) * hidden)]))
  const words: WeighedAnswer[] = [
    { promptIds: [1, 50, 60, 9], answerIds: [11, 12, 3], advantage: 1.5 },
    { promptIds: [1, 9], answerIds: [13, 3], advantage: -0.5 },
    { promptIds: [1, 70, 71, 72, 8, 9], answerIds: [14, 3], advantage: 0.7 },
  ]
  const pictures: WeighedAnswer[] = [
    { ...words[0]!, promptIds: [1, vocab, vocab + 1, 9], soft: rowsOf([50, 60]) },
    words[1]!,
    { ...words[2]!, promptIds: [1, vocab, vocab + 1, vocab + 2, 8, 9], soft: rowsOf([70, 71, 72]) },
  ]
  const [wanted, got] = [await gradientOf(words, false), await gradientOf(pictures, true)]
  expect(wanted.slopes.some((slope) => Math.abs(slope) > 1e-3)).toBe(true)
  expect(got.loss).toBeCloseTo(wanted.loss, 5)
  expect(got.kl).toBeCloseTo(wanted.kl, 6)
  expect(got.anchorKl).toBeCloseTo(wanted.anchorKl, 6)
  wanted.slopes.forEach((slope, i) => {
    expect(Math.abs(got.slopes[i]! - slope)).toBeLessThan(1e-5)
  })
})
