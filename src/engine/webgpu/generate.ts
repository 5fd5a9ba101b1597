import { throwIfAborted } from '../../core/errors.ts'
import type { GenerateOptions, GenerateResult, Lane, LaneToken } from '../engine.ts'
import type { SampleRecord } from './session/records.ts'
import type { PassResult, Session } from './session/session.ts'

/** Submits that may be under way at once: the next token starts before the last one has been read. */
const DEPTH = 2
/** Most tokens of one submit where nobody watches each. */
const MOST_STEPS = 8

interface Submitted {
  readonly slots: readonly number[]
  readonly result: Promise<PassResult>
}

/** Decodes a batch: prefill, then steps until every lane has stopped. Options and lanes are valid. */
export async function generate(
  session: Session,
  lanes: readonly Lane[],
  options: GenerateOptions,
): Promise<GenerateResult> {
  const { seed = 0, temperature = 0, topK = 0, signal, onTokens } = options
  const stops = new Set(options.stopIds ?? [])
  const generated = lanes.map(() => ({ ids: [] as number[], finished: false }))
  const started = performance.now()
  const { maxTokens } = options
  if (maxTokens === 0) return { lanes: generated, ms: { prefill: 0, decode: 0 } }

  const isRunning = (lane: number) => {
    const result = generated[lane]
    return result !== undefined && !result.finished && result.ids.length < maxTokens
  }

  function take(slots: readonly number[], records: readonly SampleRecord[]): void {
    const tokens: LaneToken[] = []
    for (const [row, lane] of slots.entries()) {
      const record = records[row]
      const result = generated[lane]
      if (!record || !result || !isRunning(lane)) continue
      tokens.push({ lane, index: result.ids.length, id: record.id, top: record.top })
      result.ids.push(record.id)
      result.finished = stops.has(record.id)
    }
    if (tokens.length > 0) onTokens?.(tokens)
  }

  const chunks = await session.begin({
    lanes: lanes.map(({ ids, scales, soft, seed: own }) => ({
      ids,
      scales,
      soft,
      seed: own ?? seed,
      logitsFrom: ids.length - 1,
      targets: [],
    })),
    moreTokens: maxTokens,
    temperature,
    topK,
  })
  // All passes are handed over before the first is read; the first tokens of all lanes make one step.
  const passes = chunks.map((chunk) => session.prefill(chunk, false))
  const first = await Promise.all(passes)
  throwIfAborted(signal)
  take(
    chunks.flatMap((chunk) => chunk.lanes),
    first.flatMap(({ steps }) => steps.flat()),
  )
  const prefilled = performance.now()

  const longest = Math.max(...lanes.map(({ ids }) => ids.length))
  const submitted: Submitted[] = []
  // Tokens of every running lane that have been asked for.
  let asked = 1
  let steps = 1
  try {
    while (true) {
      throwIfAborted(signal)
      const slots = [...lanes.keys()].filter(isRunning)
      while (slots.length > 0 && asked < maxTokens && submitted.length < DEPTH) {
        const count = Math.min(steps, maxTokens - asked)
        submitted.push({ slots, result: session.decode(slots, longest + asked, count) })
        asked += count
        // Doubling wastes at most as much after a stop as was used before it.
        if (!onTokens) steps = Math.min(2 * steps, MOST_STEPS)
      }
      const next = submitted.shift()
      if (!next || slots.length === 0) break
      const { steps: results } = await next.result
      for (const records of results) {
        throwIfAborted(signal)
        take(next.slots, records)
      }
    }
  } finally {
    // Whatever is still under way writes into the batch's buffers: let it end before the next call begins.
    await Promise.allSettled(submitted.map(({ result }) => result))
  }
  return { lanes: generated, ms: { prefill: prefilled - started, decode: performance.now() - prefilled } }
}
