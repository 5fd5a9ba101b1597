import { AppError } from '../../core/errors.ts'
import { baseScales } from '../../core/mixing.ts'
import { logProbability } from '../../core/softmax.ts'
import type { LlamaConfig } from '../../model/llama-config.ts'
import { randomModel } from '../../model/random-model.ts'
import type { SelfTestResult } from '../device-owner/device-state.ts'
import type { Engine } from '../engine.ts'
import { referenceLogits } from '../reference.ts'
import { sampleToken } from '../sampling.ts'
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
  const joined = {
    ...{ heads: 4, kvHeads: 2, headSize: 6, ranks: [20, 9, 12] as const, positions: [0, 7, 3], dtype },
  }
  const gated = { rows: 5, gateRank: 20, upRank: 13, n: 27, dtype }
  // The kernels of a lane that decodes alone.
  const alone = { rows: 2, blockRows: 1 } as const
  // And of many rows, where the device has such; a subgroup's columns lie in one matrix.
  const eight = { rows: 11, blockRows: 8 } as const
  const inFours = { heads: 4, kvHeads: 4, headSize: 8, positions: [0, 7, 3, 1, 1, 9, 2, 30, 5] }
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
      named('queries, keys and values', checkQkv(bench, joined)),
      named(
        'attention',
        checkAttention(bench, { heads: 4, kvHeads: 2, headSize: 6, positions: [0, 150, 3] }),
      ),
      named('gate and up', checkGateUp(bench, gated)),
      named('projection of one row', checkLinear(bench, { ...product, ...alone, norm: true, scale: true })),
      named('expansion of one row', checkLinear(bench, { ...product, ...alone, residual: true })),
      named('logits of one row', checkLinear(bench, { ...product, ...alone, norm: true, gather: true })),
      named('queries, keys and values of one row', checkQkv(bench, { ...joined, blockRows: 1 })),
      named('gate and up of one row', checkGateUp(bench, { ...gated, ...alone })),
      ...(division.inFours
        ? [
            named(
              'projection of eight rows',
              checkLinear(bench, { ...product, ...eight, norm: true, scale: true }),
            ),
            named('expansion of eight rows', checkLinear(bench, { ...product, ...eight, residual: true })),
            named(
              'queries, keys and values of eight rows',
              checkQkv(bench, { ...joined, ...inFours, blockRows: 8 }),
            ),
            named('gate and up of eight rows', checkGateUp(bench, { ...gated, ...eight })),
          ]
        : []),
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

/** Sampled, so that the noise of each place counts as well as the numbers. */
const SAMPLED = { maxTokens: 4, temperature: 0.8, seed: 3 }

/** Prefill of two lanes of different scales, and a few sampled tokens with their probabilities, against the reference. */
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
    const { lanes: answers } = await engine.generate(lanes, { ...SAMPLED, logProbs: true })
    for (const [lane, { scales, ids }] of lanes.entries()) {
      const said = answers[lane]?.ids ?? []
      let logProb = 0
      for (const [index, id] of said.entries()) {
        const row = referenceLogits(model, scales, [...ids, ...said.slice(0, index)]).at(-1) ?? []
        const logits = Float32Array.from(row)
        if (id !== sampleToken(logits, SAMPLED.temperature, SAMPLED.seed, index))
          return Number.POSITIVE_INFINITY
        logProb += logProbability(logits, id)
      }
      errors.push(relativeError([answers[lane]?.logProb ?? Number.NaN], [logProb]))
    }
    return Math.max(...errors)
  } finally {
    engine.dispose()
  }
}
