import { throwIfAborted } from '../../core/errors.ts'
import { usefulDraft } from '../draft.ts'
import type { GenerateOptions, GenerateResult, Lane, LaneToken } from '../engine.ts'
import type { Chunk } from './session/batch.ts'
import { readPasses } from './session/read-passes.ts'
import type { SampleRecord } from './session/records.ts'
import { type PassResult, type Session, UNDER_WAY } from './session/session.ts'

/** Most tokens of one submit where nobody watches each. */
const MOST_STEPS = 8

interface Submitted {
  readonly slots: readonly number[]
  readonly result: Promise<PassResult>
}

/**
 * Decodes a batch: prefill, then steps until every lane has stopped. Options and lanes are valid.
 * @param written an empty list a lane, which takes its tokens
 */
export async function generate(
  session: Session,
  lanes: readonly Lane[],
  options: GenerateOptions,
  written: readonly number[][],
): Promise<GenerateResult> {
  const { seed = 0, temperature = 0, topK = 0, logProbs = false, signal, onTokens, onRead } = options
  const stops = new Set(options.stopIds ?? [])
  const generated = written.map((ids) => ({ ids, finished: false, logProb: 0 }))
  const started = performance.now()
  const { maxTokens } = options
  if (maxTokens === 0) return { lanes: generated, ms: { prefill: 0, decode: 0 } }

  const isRunning = (lane: number) => {
    const result = generated[lane]
    return result !== undefined && !result.finished && result.ids.length < maxTokens
  }

  function take(slots: readonly number[], records: readonly (SampleRecord | undefined)[]): void {
    const tokens: LaneToken[] = []
    for (const [row, lane] of slots.entries()) {
      const record = records[row]
      const result = generated[lane]
      if (!record || !result || !isRunning(lane)) continue
      const index = (lanes[lane]?.written ?? 0) + result.ids.length
      tokens.push({ lane, index, id: record.id, top: record.top })
      result.ids.push(record.id)
      if (logProbs) result.logProb += record.logProb
      result.finished = stops.has(record.id)
    }
    if (tokens.length > 0) onTokens?.(tokens)
  }

  // A sampled token's noise knows its place in the answer, which the rows of one pass do not have.
  const drafts = lanes.map((lane) => (temperature > 0 ? [] : usefulDraft(lane, options)))
  const chunks = await session.begin({
    lanes: lanes.map(({ ids, scales, soft, seed: own, written }, lane) => ({
      ids: [...ids, ...(drafts[lane] ?? [])],
      scales,
      soft,
      seed: own ?? seed,
      written,
      logitsFrom: ids.length - 1,
      targets: [],
    })),
    moreTokens: maxTokens,
    temperature,
    topK,
  })
  const first = await readPasses(session, chunks, { signal, onRead })
  throwIfAborted(signal)
  takeDrafts(drafts, recordsOfLanes(lanes.length, chunks, first), isRunning, take)
  for (const [lane, { ids }] of lanes.entries()) {
    const written = generated[lane]?.ids ?? []
    if (!isRunning(lane) || drafts[lane]?.length === 0) continue
    session.rewind(lane, written.at(-1) ?? 0, ids.length + written.length - 1)
  }
  const prefilled = performance.now()

  const remaining = [...lanes.keys()].filter(isRunning)
  const lengthOf = (lane: number) => generated[lane]?.ids.length ?? 0
  const longest = Math.max(0, ...remaining.map((lane) => (lanes[lane]?.ids.length ?? 0) + lengthOf(lane)))
  // Lanes that are ahead of the others write a few tokens too many, for which `begin` made room.
  const most = maxTokens - Math.min(maxTokens, ...remaining.map(lengthOf))
  const submitted: Submitted[] = []
  // Tokens of every running lane that have been asked for since.
  let asked = 0
  let steps = 1
  try {
    while (true) {
      throwIfAborted(signal)
      const slots = [...lanes.keys()].filter(isRunning)
      // The next token starts before the last one has been read.
      while (slots.length > 0 && asked < most && submitted.length < UNDER_WAY) {
        const count = Math.min(steps, most - asked)
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

/** The records of each lane, in the order of its rows. */
function recordsOfLanes(
  lanes: number,
  chunks: readonly Chunk[],
  results: readonly PassResult[],
): readonly (readonly SampleRecord[])[] {
  const records = Array.from({ length: lanes }, (): SampleRecord[] => [])
  for (const [index, chunk] of chunks.entries()) {
    const own = results[index]?.steps.flat() ?? []
    for (const [row, lane] of chunk.lanes.entries()) {
      const record = own[row]
      if (record) records[lane]?.push(record)
    }
  }
  return records
}

/** Hands over the first tokens of all lanes, then the second ones of the lanes whose draft still comes true, … */
function takeDrafts(
  drafts: readonly (readonly number[])[],
  records: readonly (readonly SampleRecord[])[],
  isRunning: (lane: number) => boolean,
  take: (slots: readonly number[], records: readonly (SampleRecord | undefined)[]) => void,
): void {
  let slots = [...records.keys()]
  for (let index = 0; slots.length > 0; index++) {
    take(
      slots,
      slots.map((lane) => records[lane]?.[index]),
    )
    slots = slots.filter((lane) => isRunning(lane) && records[lane]?.[index]?.id === drafts[lane]?.[index])
  }
}
