import * as web from 'onnxruntime-web/wasm'
import { expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import { narrowRuntime } from '../engine/ort/runtime.ts'
import { createWasmEngine } from '../engine/ort/wasm.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { createGradient } from './gradient.ts'

const model = randomModel(
  {
    ...SMALL_CONFIG,
    vocab_size: 50,
    hidden_size: 16,
    intermediate_size: 24,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    head_dim: 8,
  },
  4,
)
const scales = baseScales(model.adapted)
const lanes = [
  { ids: [1, 8, 30, 2], scales },
  { ids: [9, 9], scales: scales.map((s, i) => s * (1 + 0.3 * Math.sin(i))) },
  { ids: [1, 50, 7, 51], scales, soft: Float32Array.from({ length: 32 }, (_, i) => Math.sin(i)) },
]

it('WebAssembly and Node agree on a model wide enough for the fused operators', async () => {
  const wide = randomModel({ ...model.config, hidden_size: 256, head_dim: 16, num_hidden_layers: 1 }, 5)
  const own = baseScales(wide.adapted)
  const asked = [
    { ids: [1, 8, 30, 2], scales: own },
    { ids: [9, 9], scales: own.map((s, i) => s * (1 + 0.3 * Math.sin(i))) },
  ]
  const engines = [await createWasmEngine(wide), await createNodeEngine(wide)] as const
  const [a, b] = await Promise.all(
    engines.map((engine) => engine.generate(asked, { maxTokens: 12, stopIds: [], logProbs: true })),
  )
  expect(a!.lanes.map(({ ids }) => ids)).toEqual(b!.lanes.map(({ ids }) => ids))
  for (const [lane, { logProb }] of a!.lanes.entries())
    expect(logProb).toBeCloseTo(b!.lanes[lane]!.logProb, 3)
  for (const engine of engines) engine.dispose()
})

it('WebAssembly and Node agree: logits within 1e-5, greedy tokens exactly', async () => {
  const wasm = await createWasmEngine(model)
  const node = await createNodeEngine(model)
  const [a, b] = [await wasm.logits(lanes), await node.logits(lanes)]
  a.forEach((row, lane) => {
    row.forEach((logit, id) => {
      expect(Math.abs(logit - b[lane]![id]!)).toBeLessThan(1e-5)
    })
  })
  const options = { maxTokens: 12 }
  expect((await wasm.generate(lanes, options)).lanes).toEqual((await node.generate(lanes, options)).lanes)
  wasm.dispose()
  node.dispose()
})

it('the gradient graph runs in WebAssembly too, with the same result', async () => {
  const wasm = await createGradient(narrowRuntime(web), model)
  const node = await createGradient(nodeRuntime, model)
  const a = await wasm.gradient([1, 8, 30], [4, 5], scales)
  const b = await node.gradient([1, 8, 30], [4, 5], scales)
  expect(a.logProb).toBeCloseTo(b.logProb, 5)
  a.dScales.forEach((slope, i) => {
    expect(Math.abs(slope - b.dScales[i]!)).toBeLessThan(1e-4)
  })
})
