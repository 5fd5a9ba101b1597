import { gumbelNoise } from '../../src/core/gumbel.ts'
import { baseScales } from '../../src/core/mixing.ts'
import { argmax, logSoftmax } from '../../src/core/softmax.ts'
import type { Engine, Lane } from '../../src/engine/engine.ts'
import { referenceLogits } from '../../src/engine/reference.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { relativeError } from '../../src/engine/webgpu/self-test/bench.ts'
import type { FactoredModel } from '../../src/model/factored-model.ts'
import type { LlamaConfig } from '../../src/model/llama-config.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { toFloat32 } from '../../src/model/stored-array.ts'
import { DIVISIONS, type MODEL_CHECKS, type ModelCase } from './cases.ts'
import { expectEqual, expectSmall } from './expect.ts'

export const SMALL: LlamaConfig = {
  vocab_size: 200,
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 8,
  max_position_embeddings: 2048,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: 1,
  eos_token_ids: [3],
}

/** Float32 sums of a few hundred terms through a few layers, against float64. */
const TOLERANCE = 2e-5

export interface Subject {
  readonly model: FactoredModel
  readonly engine: Engine
  readonly lanes: readonly Lane[]
}

/** Lanes of several lengths and scales. */
function lanesOf(model: FactoredModel): Lane[] {
  const base = baseScales(model.adapted)
  const { vocab_size: vocab } = model.config
  return [1, 9, 4, 13, 2].map((length, lane) => ({
    scales: base.map((scale, i) => scale * (lane === 0 ? 1 : 1 + 0.4 * Math.sin(i * lane))),
    ids: Array.from({ length }, (_, i) => (7 * i * i + 3 * lane + 1) % vocab),
  }))
}

export async function createSubject({ config, division, ...options }: ModelCase): Promise<Subject> {
  const model = randomModel({ ...SMALL, ...config }, 11, options)
  return {
    model,
    engine: await createWebGpuEngine(model, division ? { division: DIVISIONS[division] } : {}),
    lanes: lanesOf(model),
  }
}

const lastReference = (model: FactoredModel, { scales, ids }: Lane) =>
  referenceLogits(model, scales, ids).at(-1) ?? new Float64Array()

const extended = (lane: Lane, ids: readonly number[]): Lane => ({ ...lane, ids: [...lane.ids, ...ids] })

export const MODEL_CHECK_FUNCTIONS: Record<
  (typeof MODEL_CHECKS)[number],
  (subject: Subject) => Promise<void>
> = {
  async 'logits agree with the reference'({ model, engine, lanes }) {
    const logits = await engine.logits(lanes)
    for (const [i, lane] of lanes.entries()) {
      expectEqual(logits[i]!.length, model.config.vocab_size)
      expectSmall(relativeError(logits[i]!, lastReference(model, lane)), TOLERANCE)
    }
  },

  async 'a lane alone equals the same lane in a batch, bit for bit'({ engine, lanes }) {
    const together = await engine.logits(lanes)
    const options = { maxTokens: 6, temperature: 0.9, seed: 3, topK: 4 }
    const seen = lanes.map((): unknown[] => [])
    await engine.generate(lanes, {
      ...options,
      onTokens: (tokens) => {
        for (const { lane, top } of tokens) seen[lane]!.push(top)
      },
    })
    for (const [i, lane] of lanes.entries()) {
      expectEqual((await engine.logits([lane]))[0], together[i])
      const alone: unknown[] = []
      await engine.generate([lane], {
        ...options,
        onTokens: (tokens) => alone.push(...tokens.map(({ top }) => top)),
      })
      expectEqual(alone, seen[i])
    }
  },

  async 'prefill then decode equals prefill of everything'({ engine, lanes }) {
    for (const lane of lanes) {
      const steps: { id: number; logit: number }[] = []
      await engine.generate([lane], {
        maxTokens: 5,
        topK: 1,
        onTokens: (tokens) => steps.push(...tokens.map(({ top }) => top[0]!)),
      })
      const ids = steps.map(({ id }) => id)
      for (const [i, step] of steps.entries()) {
        const [logits] = await engine.logits([extended(lane, ids.slice(0, i))])
        expectSmall(Math.abs(logits![step.id]! - step.logit) / (1 + Math.abs(step.logit)), 1e-6)
      }
    }
  },

  async 'greedy tokens agree with the reference'({ model, engine, lanes }) {
    const { lanes: generated } = await engine.generate(lanes, { maxTokens: 6 })
    for (const [i, lane] of lanes.entries()) {
      const ids = generated[i]!.ids
      expectEqual(ids.length, 6)
      const rows = referenceLogits(model, lane.scales, [...lane.ids, ...ids]).slice(lane.ids.length - 1, -1)
      expectEqual(ids, rows.map(argmax))
    }
  },

  async 'sampled tokens agree with the CPU'({ model, engine, lanes }) {
    const temperature = 1.3
    const seeded = lanes.map((lane, i) => ({ ...lane, seed: 100 * i + 4_000_000_000 }))
    const { lanes: generated } = await engine.generate(seeded, { maxTokens: 8, temperature })
    for (const [i, lane] of seeded.entries()) {
      const ids = generated[i]!.ids
      const rows = referenceLogits(model, lane.scales, [...lane.ids, ...ids]).slice(lane.ids.length - 1, -1)
      const want = rows.map((row, index) =>
        argmax(row.map((logit, id) => logit / temperature + gumbelNoise(lane.seed, index, id))),
      )
      expectEqual(ids, want)
    }
  },

  async 'likelihoods agree with the reference'({ model, engine, lanes }) {
    const answers = lanes.map((_, i) => Array.from({ length: 1 + (i % 4) }, (_, k) => (5 * k + i + 2) % 17))
    const scores = await engine.score(lanes.map((lane, i) => ({ ...lane, answerIds: answers[i]! })))
    for (const [i, lane] of lanes.entries()) {
      const answer = answers[i]!
      const rows = referenceLogits(model, lane.scales, [...lane.ids, ...answer])
      const want = answer.map((id, k) => logSoftmax(rows[lane.ids.length - 1 + k]!)[id]!)
      expectSmall(relativeError(scores[i]!.tokenLogProbs, want), TOLERANCE)
      const sum = want.reduce((total, value) => total + value, 0)
      expectSmall(Math.abs(scores[i]!.logProb - sum) / Math.abs(sum), TOLERANCE)
    }
  },

  async 'soft tokens agree with the reference, alone and in company'({ model, engine, lanes }) {
    const { vocab_size: vocab, hidden_size: hidden } = model.config
    const mixed = lanes.map((lane, i): Lane => {
      if (i % 2 === 1) return lane
      const soft = Float32Array.from({ length: 2 * hidden }, (_, k) => Math.sin(1 + k * (i + 1)))
      return { ...lane, ids: [...lane.ids, vocab + 1, 3, vocab], soft }
    })
    const logits = await engine.logits(mixed)
    const answerIds = [2, 5]
    const scores = await engine.score(mixed.map((lane) => ({ ...lane, answerIds })))
    const { lanes: generated } = await engine.generate(mixed, { maxTokens: 4 })
    for (const [i, lane] of mixed.entries()) {
      const { ids, scales, soft } = lane
      const rows = referenceLogits(model, scales, [...ids, ...answerIds], soft)
      expectSmall(relativeError(logits[i]!, rows[ids.length - 1]!), TOLERANCE)
      const want = answerIds.map((id, k) => logSoftmax(rows[ids.length - 1 + k]!)[id]!)
      expectSmall(relativeError(scores[i]!.tokenLogProbs, want), TOLERANCE)
      expectEqual((await engine.logits([lane]))[0], logits[i])
      const written = generated[i]!.ids
      const following = referenceLogits(model, scales, [...ids, ...written], soft).slice(ids.length - 1, -1)
      expectEqual(written, following.map(argmax))
    }
  },

  async 'a soft token that equals an embedding is that token, bit for bit'({ model, engine, lanes }) {
    const { vocab_size: vocab, hidden_size: hidden } = model.config
    const { ids, scales } = lanes[3]!
    const embedding = toFloat32(model.embedding)
    const soft = embedding.slice(ids[4]! * hidden, (ids[4]! + 1) * hidden)
    const replaced = ids.map((id, position) => (position === 4 ? vocab : id))
    const [a, b] = await engine.logits([
      { ids, scales },
      { ids: replaced, scales, soft },
    ])
    expectEqual(b, a)
  },
}
