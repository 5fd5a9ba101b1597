import { baseScales } from '../../src/core/mixing.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import type { FactoredModel } from '../../src/model/factored-model.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { DIVISIONS } from './cases.ts'
import { countCalls } from './count-calls.ts'
import { expectEqual, expectSmall } from './expect.ts'
import { SMALL, type Subject } from './model-checks.ts'

/** Embedding, head and the two halves of sampling. */
const AROUND_LAYERS = 4
const TOKENS = 12

/** What the engine promises of its costs. */
export const COST_CHECKS = {
  async 'decoding takes nine dispatches a layer and makes nothing between tokens'({ model, lanes }) {
    for (const [division, count] of [
      [DIVISIONS.alone, 1],
      [DIVISIONS.together, lanes.length],
    ] as const) {
      const adapter = await navigator.gpu.requestAdapter()
      const device = await adapter!.requestDevice()
      const engine = await createWebGpuEngine(model, { device, division })
      const calls = countCalls(device)
      const seen: { made: number; written: number; dispatches: number }[] = []
      await engine.generate(lanes.slice(0, count), {
        maxTokens: TOKENS,
        onTokens: () => seen.push({ ...calls }),
      })
      expectEqual(seen.length, TOKENS)
      // The second token's submit tells the GPU which lanes run; from then on the CPU sends nothing.
      expectEqual(seen.at(-1)!.written, seen[2]!.written)
      expectEqual(seen.at(-1)!.made, seen[0]!.made)
      const perToken = AROUND_LAYERS + 9 * model.config.num_hidden_layers
      // All lanes' prompts take one pass, and every later token one.
      expectEqual(calls.dispatches, TOKENS * perToken)
      engine.dispose()
      device.destroy()
    }
  },

  async 'the weights on the device are those of the model'() {
    const config = { ...SMALL, vocab_size: 1000, hidden_size: 96, intermediate_size: 256, head_dim: 24 }
    const model = randomModel(config, 5, { dtype: 'f16' })
    const engine = await createWebGpuEngine(model)
    const ids = Array.from({ length: 40 }, (_, i) => i)
    await engine.generate([{ ids, scales: baseScales(model.adapted) }], { maxTokens: 2 })
    expectSmall(engine.memory().weights / tensorBytes(model) - 1, 0.1)
    engine.dispose()
  },
} satisfies Readonly<Record<string, (subject: Subject) => Promise<void>>>

/** Bytes of all matrices and vectors of a model as it is stored. */
function tensorBytes({ embedding, finalNorm, blocks, adapted }: FactoredModel): number {
  const factors = adapted.flatMap(({ u, v, sigma }) => [u.data, v.data, sigma])
  const norms = blocks.flatMap(({ inputNorm, postAttentionNorm }) => [inputNorm, postAttentionNorm])
  return [embedding.data, finalNorm, ...factors, ...norms].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  )
}
