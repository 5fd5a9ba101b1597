import { throwIfAborted } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { forward, freeColumns, scaleRows } from './forward.ts'
import { emptyCache, type KvCache } from './kv-cache.ts'
import type { OrtRuntime, OrtSession } from './runtime.ts'

/** Tokens of a part: a run cannot be stopped, and of SmolLM2 one of these takes seconds in a browser. */
export const PART = 256

/** An engine's parts, as every run needs them. */
export interface Machine {
  readonly ort: OrtRuntime
  readonly session: OrtSession
  readonly model: FactoredModel
}

export interface Prompt {
  readonly tokens: readonly number[]
  /** How many of its last tokens give logits. */
  readonly wanted: number
  readonly scales: Float32Array
  readonly soft: Float32Array | undefined
}

/** A prompt that has been read: its logits, and its row in a cache that others may be in too. */
export interface ReadPrompt {
  readonly logits: readonly Float32Array[]
  readonly cache: KvCache
  readonly row: number
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /** Where prompts are long: how many of their tokens have been read, and of how many. */
  readonly onRead?: ((tokens: number, of: number) => void) | undefined
}

/**
 * Reads prompts: all in one run, or, where one of them is long, one after the other and in parts, since onnxruntime's own
 * attention goes on from a cache of one lane alone.
 * @throws AppError `cancelled` between two parts; as `forward`
 */
export async function readPrompts(
  machine: Machine,
  prompts: readonly Prompt[],
  options: ReadOptions = {},
): Promise<ReadPrompt[]> {
  return prompts.some(({ tokens, wanted }) => tokens.length - wanted >= PART)
    ? readInParts(machine, prompts, options)
    : readTogether(machine, prompts)
}

async function readTogether({ ort, session, model }: Machine, prompts: readonly Prompt[]) {
  const longest = Math.max(...prompts.map(({ tokens }) => tokens.length))
  const wanted = prompts.map((prompt) => prompt.wanted)
  const rows = {
    scales: scaleRows(prompts.map(({ scales }) => scales)),
    tokens: prompts.map(({ tokens }) => tokens),
    padding: prompts.map(({ tokens }) => longest - tokens.length),
    soft: prompts.map(({ soft }) => soft),
  }
  const { logits, cache } = await forward(ort, session, model, rows, null, wanted)
  let end = 0
  return wanted.map((count, row) => {
    end += count
    return { logits: logits.slice(end - count, end), cache, row }
  })
}

async function readInParts(
  { ort, session, model }: Machine,
  prompts: readonly Prompt[],
  { signal, onRead }: ReadOptions,
): Promise<ReadPrompt[]> {
  const of = prompts.reduce((sum, { tokens }) => sum + tokens.length, 0)
  const free = freeColumns(model)
  let read = 0
  const done: ReadPrompt[] = []
  for (const { tokens, wanted, scales, soft } of prompts) {
    const lane = { scales: scaleRows([scales]), padding: [0], soft: [soft] }
    let cache = emptyCache(ort, model, 1, free === 0 ? 0 : tokens.length + free)
    const next = async (from: number, to: number, rows: number) => {
      throwIfAborted(signal)
      const part = { ...lane, tokens: [tokens.slice(from, to)] }
      const { logits, cache: after } = await forward(ort, session, model, part, cache, [rows])
      cache = after
      read += to - from
      if (read < of) onRead?.(read, of)
      return logits
    }
    let from = 0
    // What gives logits stays in one run, the last; the others give one, as no graph is made for a run without.
    for (; from + PART <= tokens.length - wanted; from += PART) await next(from, from + PART, 1)
    done.push({ logits: await next(from, tokens.length, wanted), cache, row: 0 })
  }
  return done
}
