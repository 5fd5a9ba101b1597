import { baseScales } from '../../src/core/mixing.ts'
import { median } from '../../src/core/statistics.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { assembleModel } from '../../src/model/assemble-model.ts'
import { mergedParameters } from '../../src/model/export/merged-parameters.ts'
import type { FactoredModel } from '../../src/model/factored-model.ts'
import { randomModel } from '../../src/model/random-model.ts'
import { toFloat16 } from '../../src/model/stored-array.ts'
import { PROMPT_IDS as ids, SMOLLM2_SHAPE, sameStart } from './smollm2-shape.ts'

const TOKENS = 17
const ROUNDS = 3

export interface AgainstMerged {
  readonly adapter: string
  readonly layers: number
  readonly tokens: number
  /** Median milliseconds of a decoding step, of one lane. */
  readonly oursMs: number
  readonly mergedMs: number
  /** Once a mix: `W' = U diag(s) Vᵀ` of every module, on the processor. */
  readonly mergeMs: number
  readonly sameTokens: number
}

/**
 * What a mix that has settled would gain as dense weights: one lane of the factored engine against the same engine on
 * the merged model, in turn.
 */
export async function measureAgainstMerged(): Promise<AgainstMerged> {
  const model = randomModel(SMOLLM2_SHAPE, 3, { dtype: 'f16' })
  const scales = baseScales(model.adapted)
  const started = performance.now()
  const merged = mergedModel(model, scales)
  const mergeMs = performance.now() - started
  const engine = await createWebGpuEngine(model)
  const dense = await createWebGpuEngine(merged)
  const options = { maxTokens: TOKENS, stopIds: [] }
  const ours: number[] = []
  const theirs: number[] = []
  let sameTokens = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const own = await engine.generate([{ ids, scales }], options)
    const other = await dense.generate([{ ids, scales: new Float32Array() }], options)
    sameTokens = sameStart(own.lanes[0]?.ids ?? [], other.lanes[0]?.ids ?? [])
    // The first round compiles.
    if (round === 0) continue
    ours.push(own.ms.decode / (TOKENS - 1))
    theirs.push(other.ms.decode / (TOKENS - 1))
  }
  const adapter = engine.description.device
  engine.dispose()
  dense.dispose()
  return {
    adapter,
    layers: SMOLLM2_SHAPE.num_hidden_layers,
    tokens: TOKENS,
    oursMs: median(ours),
    mergedMs: median(theirs),
    mergeMs,
    sameTokens,
  }
}

function mergedModel(model: FactoredModel, scales: Float32Array): FactoredModel {
  const parameters = new Map(
    mergedParameters(model, scales, 'llama').map(({ name, shape, data }) => [name, { shape, data: data() }]),
  )
  const data = (name: string) => parameters.get(name)?.data ?? new Float32Array()
  return assembleModel(model.config, `${model.hash} merged`, {
    matrix: (name) => toFloat16(data(name)),
    vector: data,
    bias: (name) => parameters.get(name)?.data ?? null,
    factors: () => null,
  })
}
