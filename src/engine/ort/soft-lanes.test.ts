import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { toFloat32 } from '../../model/stored-array.ts'
import type { Engine, Lane } from '../engine.ts'
import { referenceLogits } from '../reference.ts'
import { referenceLogProbs } from '../reference-log-probs.fixture.ts'
import { createNodeEngine } from './node.ts'

const CONFIG = {
  ...SMALL_CONFIG,
  vocab_size: 61,
  hidden_size: 24,
  intermediate_size: 40,
  head_dim: 6,
  tie_word_embeddings: false,
}
const VOCAB = CONFIG.vocab_size

describe('lanes with soft tokens, onnxruntime-node', () => {
  const model = randomModel(CONFIG, 1)
  const embedding = toFloat32(model.embedding)
  const prng = createPrng(2)
  const scales = baseScales(model.adapted)
  const other = scales.map((scale) => scale * (0.6 + 0.8 * prng.uniform()))
  const rows = (count: number) => Float32Array.from({ length: count * 24 }, () => prng.normal())
  const rowOf = (id: number) => embedding.subarray(id * 24, (id + 1) * 24)
  // Several soft lanes of different lengths, two of which share their ids and differ in their rows alone.
  const soft: Lane[] = [
    { ids: [1, VOCAB, VOCAB + 1, 9], scales, soft: rows(2) },
    { ids: [1, VOCAB, VOCAB + 1, 9], scales, soft: rows(2) },
    { ids: [VOCAB + 2, 4, 5, 60, VOCAB, 7, VOCAB + 2], scales: other, soft: rows(3) },
  ]
  const text: Lane[] = [
    { ids: [1, 40, 2], scales },
    { ids: [9, 9, 8, 3, 30, 12, 1, 0, 5], scales: other },
  ]
  const mixed = [soft[0]!, text[0]!, soft[1]!, soft[2]!, text[1]!]
  let engine: Engine
  let plain: Engine

  beforeAll(async () => {
    engine = await createNodeEngine(model, { threads: 1 })
    plain = await createNodeEngine(model, { threads: 1 })
  })
  afterAll(() => {
    engine.dispose()
    plain.dispose()
  })

  it('gives the logits and likelihoods of the reference', async () => {
    const logits = await engine.logits(mixed)
    const answerIds = [7, 3, 50]
    const scores = await engine.score(mixed.map((lane) => ({ ...lane, answerIds })))
    for (const [i, lane] of mixed.entries()) {
      const { ids, scales: own, soft: vectors } = lane
      const want = referenceLogits(model, own, ids, vectors).at(-1)!
      want.forEach((logit, id) => {
        expect(Math.abs(logits[i]![id]! - logit)).toBeLessThan(2e-5)
      })
      referenceLogProbs(model, lane, answerIds).forEach((logProb, k) => {
        expect(Math.abs(scores[i]!.tokenLogProbs[k]! - logProb)).toBeLessThan(2e-5)
      })
    }
  })

  it('is the token itself where a soft row equals its embedding, bit for bit', async () => {
    const ids = [5, 17, 2, 60, 44]
    const asSoft = [5, VOCAB + 1, 2, VOCAB, 44]
    const vectors = Float32Array.of(...rowOf(60), ...rowOf(17))
    const [a, b] = await engine.logits([
      { ids, scales },
      { ids: asSoft, scales, soft: vectors },
    ])
    expect(b).toEqual(a)
    expect(referenceLogits(model, scales, asSoft, vectors)).toEqual(referenceLogits(model, scales, ids))
  })

  it('leaves lanes of text as they are in an engine that never saw a soft token', async () => {
    const [alone, inCompany] = [await plain.logits(text), await engine.logits(mixed)]
    expect([inCompany[1], inCompany[4]]).toEqual(alone)
    expect(await engine.logits(text)).toEqual(alone)
  })

  it('generates the same alone and in company', async () => {
    const options = { maxTokens: 9, temperature: 0.8, seed: 3 }
    const together = await engine.generate(mixed, options)
    for (const [i, lane] of mixed.entries()) {
      expect(together.lanes[i]!.ids).toEqual((await engine.generate([lane], options)).lanes[0]!.ids)
    }
    expect(together.lanes[0]!.ids).not.toEqual(together.lanes[2]!.ids)
  })

  it('refuses rows that are missing, broken or asked for as an answer', async () => {
    const bad: Lane[] = [
      { ids: [1, VOCAB], scales },
      { ids: [1, VOCAB + 2], scales, soft: rows(2) },
      { ids: [1], scales, soft: new Float32Array(25) },
      { ids: [1, VOCAB], scales, soft: rows(1).fill(Number.NaN, 3, 4) },
    ]
    for (const lane of bad) await expect(engine.logits([lane])).rejects.toMatchObject({ code: 'bad-input' })
    const scored = { ids: [1, VOCAB], scales, soft: rows(1), answerIds: [VOCAB] }
    await expect(engine.score([scored])).rejects.toMatchObject({ code: 'bad-input' })
  })
})
