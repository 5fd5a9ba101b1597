import type { Engine } from '../../src/engine/engine.ts'
import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { readBundle } from '../../src/model/bundle.ts'

export interface TrainedRequest {
  readonly prompts: readonly (readonly number[])[]
  /** Soft tokens of each prompt, where it has any. */
  readonly softs: readonly (readonly number[] | null)[]
  readonly scales: readonly number[]
  readonly maxTokens: number
  readonly stopIds: readonly number[]
  /** Samples with this seed instead. */
  readonly temperature?: number
  readonly seed?: number
}

export interface TrainedAnswer {
  /** Logits after each prompt. */
  readonly logits: readonly (readonly number[])[]
  /** Tokens written after each prompt. */
  readonly texts: readonly (readonly number[])[]
}

/** How many prompts run as lanes of one batch. */
const BATCH = 10

let engine: Promise<Engine> | null = null

async function openEmbedded(): Promise<Engine> {
  const { model } = await readBundle(async (path) => {
    const response = await fetch(`/models/tiny/${path}`)
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  })
  return createWebGpuEngine(model)
}

/** The embedded model on WebGPU: logits and tokens of many prompts under one scale vector. */
export async function runTrained({
  prompts,
  softs,
  scales,
  ...options
}: TrainedRequest): Promise<TrainedAnswer> {
  engine ??= openEmbedded()
  const ready = await engine
  const logits: number[][] = []
  const texts: number[][] = []
  for (let start = 0; start < prompts.length; start += BATCH) {
    const lanes = prompts.slice(start, start + BATCH).map((ids, index) => {
      const soft = softs[start + index]
      return { ids, scales: Float32Array.from(scales), ...(soft && { soft: Float32Array.from(soft) }) }
    })
    for (const row of await ready.logits(lanes)) logits.push(Array.from(row))
    for (const { ids } of (await ready.generate(lanes, options)).lanes) texts.push(ids)
  }
  return { logits, texts }
}
