import { baseScales } from '../../src/core/mixing.ts'
import { referenceLogits } from '../../src/engine/reference.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import type { LlamaConfig } from '../../src/model/llama-config.ts'
import { randomModel } from '../../src/model/random-model.ts'

const config: LlamaConfig = {
  vocab_size: 700,
  hidden_size: 128,
  intermediate_size: 384,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  head_dim: 32,
  max_position_embeddings: 256,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  tie_word_embeddings: true,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: 1,
  eos_token_ids: [3],
}
async function tryModel(extra: Partial<LlamaConfig> = {}, dtype: 'f16' | 'f32' = 'f16') {
  const t0 = performance.now()
  const model = randomModel({ ...config, ...extra }, 1, { dtype })
  const t1 = performance.now()
  const marks: string[] = []
  const device = await (await navigator.gpu.requestAdapter())!.requestDevice()
  marks.push('device ' + (performance.now() - t1))
  const engine = await createWebGpuEngine(model, {
    device,
    onPhase: (p) => marks.push(p + ' ' + (performance.now() - t1)),
  })
  marks.push('done ' + (performance.now() - t1))
  const again = performance.now()
  const e2 = await createWebGpuEngine(model, { device })
  marks.push('second ' + (performance.now() - again))
  e2.dispose()
  const t2 = performance.now()
  const phases = (globalThis as any).phases
  const scales = baseScales(model.adapted)
  const ids = Array.from({ length: 30 }, (_, i) => (i * 37 + 5) % model.config.vocab_size)
  const want = referenceLogits(model, scales, ids).at(-1)!
  const [got] = await engine.logits([{ scales, ids }])
  let worst = 0,
    size = 0
  want.forEach((w, i) => {
    worst = Math.max(worst, Math.abs(w - got![i]!))
    size = Math.max(size, Math.abs(w))
  })
  const time = async (n: number, f: () => Promise<unknown>) => {
    const a = []
    for (let i = 0; i < n; i++) {
      const t = performance.now()
      await f()
      a.push(performance.now() - t)
    }
    return a.sort((x, y) => x - y)[n >> 1]
  }
  const lanes = (n: number) => Array.from({ length: n }, () => ({ scales, ids }))
  const ms: Record<string, unknown> = {}
  for (const n of [1, 2, 5]) {
    ms[`prefill${n}`] = await time(9, () => engine.next(lanes(n), 10))
    const d = async (o: object) => {
      const r = await engine.generate(lanes(n), { maxTokens: 33, ...o })
      return r.ms.decode / 32
    }
    await d({})
    ms[`decode${n}`] = await d({})
    ms[`decodeWatched${n}`] = await d({ onTokens: () => {}, topK: 5 })
  }
  return {
    error: worst / size,
    random: t1 - t0,
    create: t2 - t1,
    ms,
    device: engine.description.device,
    marks,
    phases,
    mem: engine.memory(),
  }
}
Object.assign(globalThis, { tryModel, ready: true })
