import { describe, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import { loraFeeds } from '../engine/ort/lora-engine.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import { referenceLogits } from '../engine/reference.ts'
import { referenceLogProbs } from '../engine/reference-log-probs.fixture.ts'
import { loraInput } from '../graph/lora.ts'
import type { OnnxModel } from '../graph/serialize.ts'
import { assembleModel } from '../model/assemble-model.ts'
import type { ModuleGroup } from '../model/llama-config.ts'
import type { LoraPart } from '../model/lora-adapter.ts'
import { randomCheckpointTensors, randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { store } from '../model/stored-array.ts'
import { startLora } from './lora.ts'
import { logProbsGraph, loraGradientGraph } from './policy-graph.ts'
import { policyGradient } from './policy-step.ts'
import { GRADIENT_OF } from './pretrain-graph.ts'

const CONFIG = {
  ...SMALL_CONFIG,
  vocab_size: 37,
  hidden_size: 16,
  intermediate_size: 28,
  attention_bias: true,
}
const SEED = 8
const model = randomModel(CONFIG, SEED)
const base = baseScales(model.adapted)
const [RANK, ALPHA] = [3, 6]
const ids = [5, 9, 1, 30]
const answerIds = [2, 17, 3]

/** The adapter with some change in it: a fresh one has B = 0. */
function randomAdapter(group: ModuleGroup) {
  const prng = createPrng(4)
  const parts = startLora(model, group, RANK, 1)
  for (const { b } of parts) for (let i = 0; i < b.length; i++) b[i] = 0.3 * prng.normal()
  return { name: 'x', rank: RANK, alpha: ALPHA, parts, provenance: {} }
}

/** The same model with `(alpha / rank) B A` added to its weights, and nothing factored. */
function merged(parts: readonly LoraPart[]) {
  const tensors = randomCheckpointTensors(CONFIG, SEED)
  for (const { module, a, b } of parts) {
    const w = tensors.get(module.name)!.data
    for (let i = 0; i < module.out; i++)
      for (let j = 0; j < module.in; j++)
        for (let r = 0; r < RANK; r++)
          w[i * module.in + j]! += (ALPHA / RANK) * b[i * RANK + r]! * a[r * module.in + j]!
  }
  const read = (name: string) => tensors.get(name)!.data
  return assembleModel(CONFIG, 'f'.repeat(64), {
    matrix: (name) => store(read(name), 'f32'),
    vector: read,
    bias: (name) => tensors.get(name)?.data ?? null,
    factors: () => null,
  })
}

/** − log p of an answer's token, a mean, in float64. */
function loss(parts: readonly LoraPart[]): number {
  const picked = referenceLogProbs(merged(parts), { ids, scales: [] }, answerIds)
  return -picked.reduce((sum, p) => sum + p, 0) / picked.length
}

describe('LoRA', () => {
  it('begins as the base, bit for bit', async () => {
    const lora = { ...randomAdapter('all'), parts: startLora(model, 'all', RANK, 1) }
    expect(lora.parts).toHaveLength(14)
    for (const { module, a } of lora.parts) {
      const largest = Math.sqrt(module.in) * Math.max(...a.map(Math.abs))
      expect(largest).toBeGreaterThan(0.8)
      expect(largest).toBeLessThanOrEqual(1 + 1e-6)
    }
    const [plain, adapted] = [await createNodeEngine(model), await createNodeEngine(model, { lora })]
    const lanes = [{ ids, scales: base }]
    expect(await adapted.logits(lanes)).toEqual(await plain.logits(lanes))
    plain.dispose()
    adapted.dispose()
  })

  it.each(['mlp', 'attention', 'all'] as const)(
    'beside %s is what merging it into the weights is',
    async (group) => {
      const lora = randomAdapter(group)
      const engine = await createNodeEngine(model, { lora })
      const [row] = await engine.logits([{ ids, scales: base }])
      const [plain] = [referenceLogits(model, base, ids).at(-1)!]
      const expected = referenceLogits(merged(lora.parts), [], ids).at(-1)!
      const distance = (to: Float64Array) => Math.max(...to.map((value, i) => Math.abs(value - row![i]!)))
      expect(distance(expected)).toBeLessThan(2e-4)
      expect(distance(plain)).toBeGreaterThan(0.1)
      engine.dispose()
    },
  )

  it('has the gradient that finite differences of the merged float64 reference have', async () => {
    const adapter = randomAdapter('all')
    const create = (graph: OnnxModel) => nodeRuntime.InferenceSession.create(graph, { intraOpNumThreads: 1 })
    const sessions = {
      gradient: await create(loraGradientGraph(model, adapter)),
      reference: await create(logProbsGraph(model)),
    }
    const point = { base, scales: base, feeds: loraFeeds(nodeRuntime, adapter) }
    const answers = [{ promptIds: ids, answerIds, advantage: 1 }]
    const batch = { answers, anchors: [], klWeight: 0, anchorWeight: 0 }
    const result = await policyGradient(nodeRuntime, sessions, model, point, batch)
    expect(result.loss).toBeCloseTo(loss(adapter.parts), 4)
    expect(result.anchorKl).toBe(0)
    for (const part of adapter.parts) {
      for (const [which, values] of [['A', part.a] as const, ['B', part.b] as const]) {
        const gradient = result.results[GRADIENT_OF + loraInput(part.module.name, which)]!
          .data as Float32Array
        const at = values.length - 2
        const before = values[at]!
        const value = (x: number) => {
          values[at] = x
          return loss(adapter.parts)
        }
        const slope = (value(before + 1e-2) - value(before - 1e-2)) / 2e-2
        values[at] = before
        expect(gradient).toHaveLength(values.length)
        expect(Math.abs(gradient[at]! - slope)).toBeLessThan(2e-3 * Math.max(1, Math.abs(slope)))
      }
    }
    await Promise.all([sessions.gradient.release(), sessions.reference.release()])
  })
})
