import * as ort from 'onnxruntime-web/webgpu'
import { baseScales } from '../../src/core/mixing.ts'
import { argmax } from '../../src/core/softmax.ts'
import { median } from '../../src/core/statistics.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { servingGraph } from '../../src/graph/serving/serving-graph.ts'
import { mergedParameters } from '../../src/model/export/merged-parameters.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { PROMPT_IDS as ids, SMOLLM2_SHAPE as SHAPE, sameStart } from './smollm2-shape.ts'

const TOKENS = 9
const ROUNDS = 2

export interface AgainstOrt {
  readonly adapter: string
  readonly layers: number
  readonly tokens: number
  /** Median milliseconds of a decoding step, of one lane. */
  readonly oursMs: number
  readonly peerMs: number
  /** Between the logits after the prompt. */
  readonly logitError: number
  readonly sameTokens: number
}

/**
 * One lane of the factored WGSL engine against the same weights as a dense model in onnxruntime's WebGPU provider, its
 * keys and values left on the device, on the same adapter in turn.
 */
export async function measureAgainstOrt(): Promise<AgainstOrt> {
  const model = randomModel(SHAPE, 3, { dtype: 'f16' })
  const scales = baseScales(model.adapted)
  const engine = await createWebGpuEngine(model)
  const peer = await openOrt(new Map(mergedParameters(model, scales, 'llama').map((p) => [p.name, p.data()])))
  const [own = new Float32Array()] = await engine.logits([{ ids, scales }])
  const ours: number[] = []
  const theirs: number[] = []
  let logitError = 0
  let sameTokens = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const { lanes, ms } = await engine.generate([{ ids, scales }], { maxTokens: TOKENS, stopIds: [] })
    const answer = await peer.greedy(ids, TOKENS)
    logitError = own.reduce(
      (worst, logit, id) => Math.max(worst, Math.abs(logit - (answer.logits[id] ?? 0))),
      0,
    )
    sameTokens = sameStart(answer.ids, lanes[0]?.ids ?? [])
    // The first round compiles.
    if (round === 0) continue
    ours.push(ms.decode / (TOKENS - 1))
    theirs.push(answer.decodeMs / (TOKENS - 1))
  }
  const adapter = engine.description.device
  engine.dispose()
  await peer.close()
  const layers = SHAPE.num_hidden_layers
  return {
    adapter,
    layers,
    tokens: TOKENS,
    oursMs: median(ours),
    peerMs: median(theirs),
    logitError,
    sameTokens,
  }
}

async function openOrt(parameters: ReadonlyMap<string, Float32Array>) {
  const session = await ort.InferenceSession.create(
    servingGraph(SHAPE, (name) => parameters.get(name) ?? null),
    {
      executionProviders: ['webgpu'],
      preferredOutputLocation: Object.fromEntries([
        ['logits', 'cpu'],
        ...cacheNames('present').map((name) => [name, 'gpu-buffer']),
      ]),
    },
  )
  const int64 = (numbers: readonly number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, numbers.length])

  async function step(ids: readonly number[], total: number, past: Record<string, ort.Tensor>) {
    const results = await session.run({
      input_ids: int64(ids),
      attention_mask: int64(Array<number>(total).fill(1)),
      position_ids: int64(ids.map((_, i) => total - ids.length + i)),
      ...past,
    })
    for (const tensor of Object.values(past)) tensor.dispose()
    const { logits, ...present } = results
    const data = (await logits?.getData()) as Float32Array
    const next = Object.fromEntries(
      Object.entries(present).map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
    )
    return { logits: data.slice(-SHAPE.vocab_size), past: next }
  }

  return {
    async greedy(ids: readonly number[], tokens: number) {
      const shape = [1, SHAPE.num_key_value_heads, 0, SHAPE.head_dim]
      const empty = cacheNames('past_key_values').map(
        (name) => [name, new ort.Tensor('float32', new Float32Array(0), shape)] as const,
      )
      let { logits, past } = await step(ids, ids.length, Object.fromEntries(empty))
      const first = logits
      const written = [argmax(logits)]
      const started = performance.now()
      while (written.length < tokens) {
        const last = written.at(-1) ?? 0
        ;({ logits, past } = await step([last], ids.length + written.length, past))
        written.push(argmax(logits))
      }
      const decodeMs = performance.now() - started
      for (const tensor of Object.values(past)) tensor.dispose()
      return { ids: written, logits: first, decodeMs }
    },
    close: () => session.release(),
  }
}

function cacheNames(prefix: string): string[] {
  return Array.from({ length: SHAPE.num_hidden_layers }, (_, layer) => [
    `${prefix}.${layer}.key`,
    `${prefix}.${layer}.value`,
  ]).flat()
}
