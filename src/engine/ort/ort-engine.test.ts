import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { klDivergence } from '../../core/divergence.ts'
import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import { argmax, logSoftmax, topK } from '../../core/softmax.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import type { Engine, Lane } from '../engine.ts'
import { referenceLogits } from '../reference.ts'
import { referenceLogProbs } from '../reference-log-probs.fixture.ts'
import { sampleToken } from '../sampling.ts'
import { createNodeEngine } from './node.ts'

const CONFIG = {
  ...SMALL_CONFIG,
  vocab_size: 61,
  hidden_size: 24,
  intermediate_size: 40,
  head_dim: 6,
  tie_word_embeddings: false,
  attention_bias: true,
}

const MODELS: Readonly<Record<string, () => FactoredModel>> = {
  'grouped heads, biases, untied head': () => randomModel(CONFIG, 1),
  'MLP factored, attention dense, float16, stretched RoPE': () =>
    randomModel({ ...CONFIG, rope_scaling: { rope_type: 'linear', factor: 3 } }, 2, {
      adapted: 'mlp',
      dtype: 'f16',
    }),
  'tied, one head a key head': () =>
    randomModel({ ...CONFIG, num_key_value_heads: 4, tie_word_embeddings: true, attention_bias: false }, 3),
  // Wide enough for onnxruntime's own attention, which writes its cache in place.
  'wide, heads of 16, grouped': () => randomModel({ ...CONFIG, head_dim: 16, hidden_size: 256 }, 4),
}

const TOLERANCE = 2e-5

it('goes on writing beyond the columns that a cache was made with, each lane as if alone', async () => {
  const wide = randomModel(
    { ...CONFIG, head_dim: 16, hidden_size: 256, max_position_embeddings: 200, num_hidden_layers: 1 },
    6,
  )
  const engine = await createNodeEngine(wide, { threads: 1 })
  const scales = baseScales(wide.adapted)
  const lanes = [
    { ids: [4, 9, 33], scales },
    { ids: [8, 2, 17, 40, 5], scales: scales.map((s, i) => s * (1 + 0.2 * Math.sin(i))) },
  ]
  const { lanes: together } = await engine.generate(lanes, { maxTokens: 150, stopIds: [] })
  for (const [index, lane] of lanes.entries()) {
    const { ids } = together[index]!
    // Teacher-forced in one pass without a cache: every token must be the likeliest, but for ties of rounding.
    for (const at of [10, 63, 64, 65, 129, 149]) {
      const [logits] = await engine.logits([{ ...lane, ids: [...lane.ids, ...ids.slice(0, at)] }])
      expect(Math.max(...logits!) - logits![ids[at]!]!, `token ${at} of lane ${index}`).toBeLessThan(1e-3)
    }
  }
  engine.dispose()
  await expect(engine.next(lanes, 1)).rejects.toMatchObject({ code: 'cancelled' })
})

describe.each(Object.entries(MODELS))('onnxruntime-node engine: %s', (_, build) => {
  const model = build()
  const prng = createPrng(5)
  const tokens = (count: number) => Array.from({ length: count }, () => prng.integer(CONFIG.vocab_size))
  const perturbed = () => baseScales(model.adapted).map((s) => s * (0.6 + 0.8 * prng.uniform()))
  const lanes: Lane[] = [
    { ids: tokens(9), scales: baseScales(model.adapted) },
    { ids: tokens(1), scales: perturbed() },
    { ids: tokens(14), scales: perturbed() },
  ]
  let engine: Engine

  beforeAll(async () => {
    engine = await createNodeEngine(model, { threads: 1 })
  })
  afterAll(() => engine.dispose())

  const greedyReference = ({ ids, scales }: Lane, count: number) => {
    const all = [...ids]
    for (let i = 0; i < count; i++)
      all.push(argmax(Float32Array.from(referenceLogits(model, scales, all).at(-1)!)))
    return all.slice(ids.length)
  }

  it('gives the logits of the float64 reference for lanes of different lengths', async () => {
    const logits = await engine.logits(lanes)
    lanes.forEach(({ ids, scales }, lane) => {
      const expected = referenceLogits(model, scales, ids).at(-1)!
      expected.forEach((logit, id) => {
        expect(Math.abs(logits[lane]![id]! - logit)).toBeLessThan(TOLERANCE)
      })
    })
  })

  it('decodes with its cache what the reference finds without one', async () => {
    const { lanes: out } = await engine.generate(lanes, { maxTokens: 8 })
    expect(out.map(({ ids }) => ids)).toEqual(lanes.map((lane) => greedyReference(lane, 8)))
  })

  it('gives a lane the same answer alone and in company', async () => {
    const together = await engine.generate(lanes, { maxTokens: 10, temperature: 0.9, seed: 4 })
    for (const [index, lane] of lanes.entries()) {
      const alone = await engine.generate([lane], { maxTokens: 10, temperature: 0.9, seed: 4 })
      expect(together.lanes[index]!.ids).toEqual(alone.lanes[0]!.ids)
    }
  })

  it('answers alike whatever it was given as a draft', async () => {
    for (const temperature of [0, 0.9]) {
      const options = { maxTokens: 8, temperature, seed: 3, logProbs: true }
      const plain = (await engine.generate(lanes, options)).lanes
      const drafts: readonly ((ids: readonly number[], lane: number) => readonly number[])[] = [
        (ids) => ids,
        (ids) => ids.slice(0, 3),
        (ids) => ids.map((id, index) => (index < 4 ? id : (id + 1) % CONFIG.vocab_size)),
        (ids) => ids.map((id) => (id + 1) % CONFIG.vocab_size),
        (ids) => [...ids, ...tokens(40)],
        // Lanes that each take another part of what they were given.
        (ids, lane) => ids.map((id, index) => (index < 2 + 2 * lane ? id : (id + 1) % CONFIG.vocab_size)),
        () => [],
      ]
      for (const draft of drafts) {
        const drafted = lanes.map((lane, index) => ({ ...lane, draft: draft(plain[index]!.ids, index) }))
        const { lanes: out } = await engine.generate(drafted, options)
        out.forEach(({ ids, finished, logProb }, lane) => {
          expect({ ids, finished }).toEqual({ ids: plain[lane]!.ids, finished: plain[lane]!.finished })
          expect(Math.abs(logProb - plain[lane]!.logProb)).toBeLessThan(10 * TOLERANCE)
        })
      }
    }
  })

  it('tells the tokens of a draft step by step', async () => {
    const plain = await engine.generate(lanes, { maxTokens: 6 })
    const drafted = lanes.map((lane, index) => ({
      ...lane,
      draft: plain.lanes[index]!.ids.slice(0, 2 * index),
    }))
    const told = lanes.map((): number[] => [])
    await engine.generate(drafted, {
      maxTokens: 6,
      onTokens: (step) => {
        for (const { lane, index, id } of step) {
          expect(index).toBe(told[lane]!.length)
          told[lane]!.push(id)
        }
      },
    })
    expect(told).toEqual(plain.lanes.map(({ ids }) => ids))
  })

  it('stops at a stop token inside a draft', async () => {
    const plain = await engine.generate(lanes, { maxTokens: 6 })
    const drafted = lanes.map((lane, index) => ({ ...lane, draft: plain.lanes[index]!.ids }))
    const stopIds = [plain.lanes[1]!.ids[3]!]
    const want = (await engine.generate(lanes, { maxTokens: 6, stopIds })).lanes
    expect((await engine.generate(drafted, { maxTokens: 6, stopIds })).lanes).toEqual(want)
    expect(want[1]!.finished).toBe(true)
  })

  it('gives each of very many lanes what it gets alone, generated and scored', async () => {
    const many = Array.from({ length: 75 }, (_, index): Lane => {
      const lane = lanes[index % 3]!
      return { ...lane, ids: lane.ids.slice(0, 1 + (index % 7)) }
    })
    const together = await engine.generate(many, { maxTokens: 5 })
    const scored = await engine.score(many.map((lane) => ({ ...lane, answerIds: [5, 9] })))
    for (const index of [0, 31, 32, 40, 74]) {
      const alone = await engine.generate([many[index]!], { maxTokens: 5 })
      expect(together.lanes[index]).toEqual(alone.lanes[0])
      const [score] = await engine.score([{ ...many[index]!, answerIds: [5, 9] }])
      expect(Math.abs(scored[index]!.logProb - score!.logProb)).toBeLessThan(TOLERANCE)
    }
  })

  it('sums up how probable an answer was, as scoring it does', async () => {
    const { lanes: out } = await engine.generate(lanes, { maxTokens: 5, temperature: 1, logProbs: true })
    const scores = await engine.score(lanes.map((lane, index) => ({ ...lane, answerIds: out[index]!.ids })))
    out.forEach(({ logProb }, lane) => {
      expect(Math.abs(logProb - scores[lane]!.logProb)).toBeLessThan(5 * TOLERANCE)
    })
  })

  it('samples by seed: equal seeds agree, different seeds do not', async () => {
    const [lane] = lanes
    const seeded = [1, 1, 2].map((seed) => ({ ...lane!, seed }))
    const { lanes: out } = await engine.generate(seeded, { maxTokens: 12, temperature: 1.5 })
    expect(out[0]!.ids).toEqual(out[1]!.ids)
    expect(out[0]!.ids).not.toEqual(out[2]!.ids)
    const logits = Float32Array.from(referenceLogits(model, lane!.scales, lane!.ids).at(-1)!)
    expect(out[0]!.ids[0]).toBe(sampleToken(logits, 1.5, 1, 0))
  })

  it('goes on with an answer that was begun elsewhere, greedy or sampled, as if it had written all of it', async () => {
    for (const options of [
      { maxTokens: 12, seed: 5 },
      { maxTokens: 12, seed: 5, temperature: 1.3 },
    ]) {
      const { lanes: whole } = await engine.generate(lanes, options)
      const begun = lanes.map((lane, index) => {
        const ids = whole[index]!.ids.slice(0, 4 + index)
        return { ...lane, ids: [...lane.ids, ...ids], written: ids.length }
      })
      const places: string[] = []
      const { lanes: rest } = await engine.generate(begun, {
        ...options,
        maxTokens: 5,
        onTokens: (tokens) => places.push(...tokens.map(({ lane, index }) => `${lane}.${index}`)),
      })
      for (const [index, { ids }] of rest.entries()) {
        expect(ids).toEqual(whole[index]!.ids.slice(4 + index, 9 + index))
        expect(places.filter((place) => place.startsWith(`${index}.`))[0]).toBe(`${index}.${4 + index}`)
      }
    }
  })

  it('stops a lane at its stop token while the others go on', async () => {
    const free = await engine.generate(lanes, { maxTokens: 6 })
    const stop = free.lanes[0]!.ids[2]!
    const { lanes: out } = await engine.generate(lanes, { maxTokens: 6, stopIds: [stop] })
    const until = (ids: readonly number[]) => (ids.includes(stop) ? ids.slice(0, ids.indexOf(stop) + 1) : ids)
    out.forEach(({ ids, finished }, lane) => {
      expect(ids).toEqual(until(free.lanes[lane]!.ids))
      expect(finished).toBe(free.lanes[lane]!.ids.includes(stop))
    })
  })

  it('scores answers like the reference', async () => {
    const answerIds = [7, 3, 50]
    const scores = await engine.score(lanes.map((lane) => ({ ...lane, answerIds })))
    lanes.forEach((asked, lane) => {
      referenceLogProbs(model, asked, answerIds).forEach((value, index) => {
        expect(Math.abs(scores[lane]!.tokenLogProbs[index]! - value)).toBeLessThan(TOLERANCE)
      })
    })
  })

  it('follows an answer like the reference: every place of every lane against the first lane', async () => {
    const answerIds = [7, 3, 50]
    const followed = await engine.follow(
      lanes.map((lane) => ({ ...lane, answerIds })),
      4,
    )
    const rows = lanes.map(({ ids, scales }) =>
      referenceLogits(model, scales, [...ids, ...answerIds]).slice(ids.length - 1),
    )
    expect(followed.map((tokens) => tokens.length)).toEqual([3, 3, 3])
    followed.forEach((tokens, lane) => {
      tokens.forEach(({ logProb, top, divergence }, index) => {
        const own = rows[lane]![index]!
        expect(Math.abs(logProb - logSoftmax(own)[answerIds[index]!]!)).toBeLessThan(TOLERANCE)
        expect(top.map(({ id }) => id)).toEqual(topK(own, 4).map(({ id }) => id))
        expect(Math.abs(divergence - klDivergence(own, rows[0]![index]!))).toBeLessThan(TOLERANCE)
      })
    })
    expect(followed[0]!.every(({ divergence }) => divergence === 0)).toBe(true)
    const uneven = lanes.map((lane, index) => ({ ...lane, answerIds: index === 0 ? [7] : [7, 3] }))
    await expect(engine.follow(uneven, 4)).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('refuses what it cannot run with a typed error', async () => {
    const scales = baseScales(model.adapted)
    const bad: Lane[] = [
      { ids: [], scales },
      { ids: [61], scales },
      { ids: [-1], scales },
      { ids: [1.5], scales },
      { ids: [1], scales: scales.slice(1) },
      { ids: new Array(65).fill(1), scales },
      { ids: [1], scales, draft: [61] },
    ]
    const answerIds = [1]
    const runs: ((lanes: readonly Lane[]) => Promise<unknown>)[] = [
      (lanes) => engine.logits(lanes),
      (lanes) => engine.next(lanes, 4),
      (lanes) => engine.generate(lanes, { maxTokens: 1, stopIds: [] }),
      (lanes) => engine.score(lanes.map((lane) => ({ ...lane, answerIds }))),
      (lanes) =>
        engine.follow(
          lanes.map((lane) => ({ ...lane, answerIds })),
          4,
        ),
    ]
    for (const run of runs) {
      for (const lane of bad) await expect(run([lane])).rejects.toMatchObject({ code: 'bad-input' })
      await expect(run([])).rejects.toMatchObject({ code: 'bad-input' })
    }
  })

  it('reports numbers that are not finite instead of repeating a token', async () => {
    const scales = baseScales(model.adapted).fill(1e30)
    await expect(engine.generate([{ ids: [1, 2], scales }], { maxTokens: 3 })).rejects.toMatchObject({
      code: 'numeric',
    })
  })

  it('names the first layer in which numbers are not finite', async () => {
    const scales = baseScales(model.adapted)
    const module = model.adapted.find(({ layer, kind }) => layer === 0 && kind === 'down')
    const before = module ? model.adapted.slice(0, model.adapted.indexOf(module)) : []
    const broken = scales.with(
      before.reduce((sum, { rank }) => sum + rank, 0),
      Number.NaN,
    )
    const seen = { code: 'numeric', message: expect.stringContaining('the keys and values of layer 1') }
    const lane = { ids: [1, 2], scales: broken }
    await expect(engine.generate([lane], { maxTokens: 3 })).rejects.toMatchObject(seen)
    await expect(engine.score([{ ...lane, answerIds: [3] }])).rejects.toMatchObject(seen)
    await expect(engine.logits([lanes[0]!, lane])).rejects.toMatchObject(seen)
  })

  it('can be stopped between tokens', async () => {
    const stop = new AbortController()
    let seen = 0
    const run = engine.generate(lanes, {
      maxTokens: 30,
      signal: stop.signal,
      onTokens: () => {
        if (++seen === 3) stop.abort()
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen).toBe(3)
  })
})
