import { describe, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { createNodeEngine } from './node.ts'
import { PART } from './read-prompts.ts'

const CONFIG = { ...SMALL_CONFIG, max_position_embeddings: 4 * PART, num_hidden_layers: 1 }

describe.each([
  ['a narrow model', CONFIG],
  ["a wide one, with onnxruntime's own attention", { ...CONFIG, hidden_size: 256, head_dim: 16 }],
])('long prompts of %s', (_, config) => {
  const model = randomModel(config, 8)
  const prng = createPrng(3)
  const ids = (count: number) => Array.from({ length: count }, () => prng.integer(config.vocab_size))
  const scales = baseScales(model.adapted)
  const other = scales.map((scale, i) => scale * (1 + 0.3 * Math.sin(i)))
  const lanes = [
    { ids: ids(2 * PART + 40), scales },
    { ids: ids(7), scales: other },
    { ids: ids(2 * PART), scales: other },
  ]

  it('are read in parts, and answered as if read at once', async () => {
    const engine = await createNodeEngine(model, { threads: 1 })
    const read: [number, number][] = []
    const { lanes: told } = await engine.generate(lanes, {
      maxTokens: 6,
      stopIds: [],
      topK: 1,
      onTokens: () => undefined,
      onRead: (tokens, of) => read.push([tokens, of]),
    })
    const of = 4 * PART + 47
    const after = [PART, PART, 40, 7, PART]
    expect(read.map(([tokens]) => tokens)).toEqual(
      after.map((_, i) => after.slice(0, i + 1).reduce((a, b) => a + b)),
    )
    expect(new Set(read.map(([, all]) => all))).toEqual(new Set([of]))
    for (const [index, lane] of lanes.entries()) {
      for (const [at, id] of told[index]!.ids.entries()) {
        const before = told[index]!.ids.slice(0, at)
        const [logits] = await engine.logits([{ ...lane, ids: [...lane.ids, ...before] }])
        // The likeliest, but for ties of rounding.
        expect(Math.max(...logits!) - logits![id]!, `token ${at} of lane ${index}`).toBeLessThan(1e-3)
      }
    }
    engine.dispose()
  })

  it('can be stopped between two parts', async () => {
    const engine = await createNodeEngine(model, { threads: 1 })
    const controller = new AbortController()
    const reading = engine.generate(lanes, {
      maxTokens: 2,
      signal: controller.signal,
      onTokens: () => undefined,
      onRead: () => controller.abort(),
    })
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    engine.dispose()
  })
})
