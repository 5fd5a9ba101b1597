import { AppError } from '../../core/errors.ts'
import { baseScales } from '../../core/mixing.ts'
import { argmax } from '../../core/softmax.ts'
import type { LlamaConfig } from '../../model/llama-config.ts'
import { randomModel } from '../../model/random-model.ts'
import type { SelfTestResult } from '../device-owner/device-state.ts'
import type { Engine } from '../engine.ts'
import { referenceLogits } from '../reference.ts'
import type { Division } from './device/division.ts'
import { createWebGpuEngine, isWebGpuEngine } from './index.ts'
import { checkAttention } from './self-test/attention-check.ts'
import { createBench, relativeError } from './self-test/bench.ts'
import { checkEmbed } from './self-test/embed-check.ts'
import { checkGateUp } from './self-test/gate-up-check.ts'
import { checkLinear } from './self-test/linear-check.ts'
import { checkQkv } from './self-test/qkv-check.ts'
import { checkSampling } from './self-test/sampling-check.ts'

/** Float32 against float64: a right device stays ten times below this, a wrong one is off by far more. */
const TOLERANCE = 1e-4

const CONFIG: LlamaConfig = {
  vocab_size: 61,
  hidden_size: 20,
  intermediate_size: 27,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 6,
  max_position_embeddings: 32,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: null,
  eos_token_ids: [],
}

/**
 * Runs every kernel on fixed vectors, and one small random model as a whole, on the engine's own device. The
 * pipelines are the ones that the engine runs, since they do not depend on a model's shape.
 * @throws AppError `bad-input` where the engine is not a WebGPU engine
 */
export async function runSelfTest(engine: Engine): Promise<SelfTestResult> {
  if (!isWebGpuEngine(engine)) {
    throw new AppError('bad-input', 'The self-test is for the WebGPU engine; the CPU is the reference.')
  }
  const started = performance.now()
  const { device, division, model } = engine
  const bench = createBench(device, division)
  const dtype = model.embedding.dtype
  const product = { rows: 5, k: 21, n: 37, dtype }
  try {
    const checks = await Promise.all([
      named(
        'embedding',
        checkEmbed(bench, { vocab: 61, hidden: 20, tokens: [0, 60, 3], softRows: [1], dtype }),
      ),
      named('norm and projection', checkLinear(bench, { ...product, norm: true, scale: true })),
      named('projection', checkLinear(bench, { ...product, scale: true })),
      // As wide as the model, so that every part of a shared sum has something to add.
      named('wide projection', checkLinear(bench, { ...product, k: model.config.hidden_size, norm: true })),
      named('expansion', checkLinear(bench, { ...product, residual: true })),
      named('logits', checkLinear(bench, { ...product, norm: true, gather: true })),
      named(
        'queries, keys and values',
        checkQkv(bench, {
          heads: 4,
          kvHeads: 2,
          headSize: 6,
          ranks: [20, 9, 12],
          positions: [0, 7, 3],
          dtype,
        }),
      ),
      named(
        'attention',
        checkAttention(bench, { heads: 4, kvHeads: 2, headSize: 6, positions: [0, 150, 3] }),
      ),
      named('gate and up', checkGateUp(bench, { rows: 5, gateRank: 20, upRank: 13, n: 27, dtype })),
      named('greedy choice', checkSampling(bench, { vocab: 61, rows: 3, topK: 5, temperature: 0 })),
      named('sampling', checkSampling(bench, { vocab: 61, rows: 3, topK: 5, temperature: 0.8 })),
      named('whole model', checkModel(device, division, dtype === 'F16' ? 'f16' : 'f32')),
    ])
    const worstError = Math.max(...checks.map(({ error }) => error))
    const passed = worstError <= TOLERANCE
    return { worstError, tolerance: TOLERANCE, passed, checks, ms: performance.now() - started }
  } finally {
    bench.dispose()
  }
}

async function named(name: string, error: Promise<number>): Promise<{ name: string; error: number }> {
  return { name, error: await error }
}

/** Prefill of two lanes of different scales, and a few decoded tokens, against the reference. */
async function checkModel(device: GPUDevice, division: Division, dtype: 'f16' | 'f32'): Promise<number> {
  const model = randomModel(CONFIG, 1, { dtype })
  const base = baseScales(model.adapted)
  const lanes = [
    { scales: base, ids: [5, 60, 0, 17, 5] },
    { scales: base.map((scale, i) => scale * (i % 3 === 0 ? 0.5 : 1.2)), ids: [1, 2, 3] },
  ]
  const engine = await createWebGpuEngine(model, { device, division })
  try {
    const logits = await engine.logits(lanes)
    const errors = lanes.map(({ scales, ids }, lane) =>
      relativeError(logits[lane] ?? [], referenceLogits(model, scales, ids).at(-1) ?? []),
    )
    const generated = await engine.generate(lanes, { maxTokens: 3 })
    for (const [lane, { scales, ids }] of lanes.entries()) {
      const all = [...ids]
      for (const id of generated.lanes[lane]?.ids ?? []) {
        if (id !== argmax(referenceLogits(model, scales, all).at(-1) ?? [])) return Number.POSITIVE_INFINITY
        all.push(id)
      }
    }
    return Math.max(...errors)
  } finally {
    engine.dispose()
  }
}
