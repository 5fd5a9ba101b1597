import { throwIfAborted } from '../../core/errors.ts'
import { topK } from '../../core/softmax.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { GenerateOptions, GenerateResult, Lane, LaneToken } from '../engine.ts'
import { sampleToken } from '../sampling.ts'
import { forward } from './forward.ts'
import { takeLanes } from './kv-cache.ts'
import type { OrtRuntime, OrtSession } from './runtime.ts'

/** Lanes with one prompt (soft tokens included) and one scale vector are prefilled once. */
function distinctLanes(lanes: readonly Lane[]) {
  const seen = new Map<Float32Array, Map<string, number>>()
  const softs: (Float32Array | undefined)[] = [...new Set(lanes.map(({ soft }) => soft))]
  const distinct: Lane[] = []
  const indexOf = lanes.map((lane) => {
    const prompts = seen.get(lane.scales) ?? new Map<string, number>()
    seen.set(lane.scales, prompts)
    const key = `${softs.indexOf(lane.soft)} ${lane.ids.join(' ')}`
    const index = prompts.get(key) ?? distinct.length
    if (index === distinct.length) {
      prompts.set(key, index)
      distinct.push(lane)
    }
    return index
  })
  return { distinct, indexOf }
}

interface Running {
  readonly lane: number
  readonly scales: Float32Array
  readonly padding: number
  readonly seed: number
  readonly ids: number[]
}

/** Prefill, then one token of every running lane a step; lanes that have stopped leave the batch. */
export async function generateLanes(
  ort: OrtRuntime,
  session: OrtSession,
  model: FactoredModel,
  lanes: readonly Lane[],
  { maxTokens, temperature = 0, seed = 0, topK: k = 0, stopIds = [], signal, onTokens }: GenerateOptions,
): Promise<GenerateResult> {
  const started = performance.now()
  const { distinct, indexOf } = distinctLanes(lanes)
  const longest = Math.max(...distinct.map(({ ids }) => ids.length))
  const prefilled = await forward(
    ort,
    session,
    model,
    {
      scales: distinct.map(({ scales }) => scales),
      tokens: distinct.map(({ ids }) => ids),
      padding: distinct.map(({ ids }) => longest - ids.length),
      soft: distinct.map(({ soft }) => soft),
    },
    null,
    distinct.map(() => 1),
  )
  let logits = indexOf.map((index) => prefilled.logits[index] ?? new Float32Array())
  let cache = distinct.length === lanes.length ? prefilled.cache : takeLanes(ort, prefilled.cache, indexOf)
  const results = lanes.map(() => ({ ids: [] as number[], finished: false }))
  let running: Running[] = lanes.map((lane, index) => ({
    lane: index,
    scales: lane.scales,
    padding: longest - lane.ids.length,
    seed: lane.seed ?? seed,
    ids: results[index]?.ids ?? [],
  }))
  const prefillEnd = performance.now()

  for (let index = 0; index < maxTokens && running.length > 0; index++) {
    throwIfAborted(signal)
    const tokens: LaneToken[] = running.map(({ lane, seed: laneSeed, ids }, row) => {
      const rowLogits = logits[row] ?? new Float32Array()
      const id = sampleToken(rowLogits, temperature, laneSeed, index)
      ids.push(id)
      return { lane, index, id, top: k > 0 ? topK(rowLogits, k) : [] }
    })
    onTokens?.(tokens)
    for (const { lane, id } of tokens) {
      const result = results[lane]
      if (result && stopIds.includes(id)) result.finished = true
    }
    const alive = running.flatMap(({ lane }, row) => (results[lane]?.finished ? [] : [row]))
    if (alive.length === 0 || index === maxTokens - 1) break
    if (alive.length < running.length) {
      cache = takeLanes(ort, cache, alive)
      running = running.filter((_, row) => alive.includes(row))
    }
    const step = await forward(
      ort,
      session,
      model,
      {
        scales: running.map(({ scales }) => scales),
        tokens: running.map(({ ids }) => ids.slice(-1)),
        padding: running.map(({ padding }) => padding),
      },
      cache,
      running.map(() => 1),
    )
    logits = [...step.logits]
    cache = step.cache
  }
  return { lanes: results, ms: { prefill: prefillEnd - started, decode: performance.now() - prefillEnd } }
}
