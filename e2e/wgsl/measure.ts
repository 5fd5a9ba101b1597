import { baseScales } from '../../src/core/mixing.ts'
import { median } from '../../src/core/statistics.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { runSelfTest } from '../../src/engine/webgpu/self-test.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { SMALL } from './model-checks.ts'

/** The shape of the embedded model. */
const TINY = {
  ...SMALL,
  vocab_size: 700,
  hidden_size: 128,
  intermediate_size: 384,
  num_hidden_layers: 4,
  num_key_value_heads: 4,
  head_dim: 32,
}

/** Milliseconds of a model of the embedded one's shape: prefill of 30 tokens and a decoding step, by lanes. */
export async function measure() {
  const model = randomModel(TINY, 1, { dtype: 'f16' })
  const started = performance.now()
  const engine = await createWebGpuEngine(model)
  const createMs = performance.now() - started
  const selfTest = await runSelfTest(engine)
  const scales = baseScales(model.adapted)
  const ids = Array.from({ length: 30 }, (_, i) => (i * 37 + 5) % model.config.vocab_size)
  const rows = []
  for (const count of [1, 2, 5]) {
    const lanes = Array.from({ length: count }, () => ({ scales, ids }))
    const prefill = []
    const decode = []
    const watched = []
    for (let i = 0; i < 7; i++) {
      const before = performance.now()
      await engine.next(lanes, 10)
      prefill.push(performance.now() - before)
      const free = await engine.generate(lanes, { maxTokens: 17 })
      decode.push(free.ms.decode / 16)
      const seen = await engine.generate(lanes, { maxTokens: 17, topK: 5, onTokens: () => undefined })
      watched.push(seen.ms.decode / 16)
    }
    const [prefillMs, decodeMs, watchedMs] = [prefill, decode, watched].map((list) => median(list))
    rows.push({ lanes: count, prefillMs, decodeMs, watchedMs })
  }
  const memory = engine.memory()
  engine.dispose()
  return { createMs, selfTestMs: selfTest.ms, worstError: selfTest.worstError, rows, memory }
}
