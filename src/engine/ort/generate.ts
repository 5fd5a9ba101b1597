import { throwIfAborted } from '../../core/errors.ts'
import { likeLengths } from '../../core/like-lengths.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { GenerateOptions, GenerateResult, Lane, LaneToken } from '../engine.ts'
import { forward, freeColumns, GROUP, scaleRows } from './forward.ts'
import { type CachedLane, takeLanes } from './kv-cache.ts'
import { type Machine, type ReadOptions, readPrompts } from './read-prompts.ts'
import type { OrtRuntime, OrtSession } from './runtime.ts'
import { createWriter, type Writer } from './writer.ts'

/** A lane that is being answered and its place in a cache. */
interface Running extends CachedLane {
  readonly writer: Writer
  readonly scales: Float32Array
}

/**
 * Reads all prompts, with their drafts, and then writes one token of every running lane a step; lanes that have
 * stopped leave the batch. Lanes run in groups of like length, unless somebody watches every step or tokens are sampled:
 * padding decides the last bits of a logit, and so, once in a million tokens, a sample.
 */
export async function generateLanes(
  ort: OrtRuntime,
  session: OrtSession,
  model: FactoredModel,
  lanes: readonly Lane[],
  options: GenerateOptions,
): Promise<GenerateResult> {
  const started = performance.now()
  const { signal, onTokens, onRead } = options
  const machine = { ort, session, model }
  const isWatched = onTokens !== undefined
  const isSampled = (options.temperature ?? 0) > 0
  const size = isWatched || isSampled ? lanes.length : GROUP
  const writers = lanes.map((lane, index) => createWriter(index, lane, options))
  const running: Running[] = []
  const first: LaneToken[] = []
  const lengths = writers.map(({ lane, draft }) => (lanes[lane]?.ids.length ?? 0) + draft.length)
  const groups = size === lanes.length ? [[...lanes.keys()]] : likeLengths(lengths, size)
  for (const members of groups) {
    throwIfAborted(signal)
    const group = members.flatMap((member) => {
      const lane = lanes[member]
      const writer = writers[member]
      return lane && writer ? [{ lane, writer }] : []
    })
    running.push(
      ...(await startLanes(machine, group, first, { signal, onRead: isWatched ? onRead : undefined })),
    )
  }
  if (onTokens) tellInOrder(first, onTokens)
  const prefillEnd = performance.now()
  for (let start = 0; start < running.length; start += size) {
    await decode(machine, running.slice(start, start + size), options)
  }
  return {
    lanes: writers.map((writer) => writer.result()),
    ms: { prefill: prefillEnd - started, decode: performance.now() - prefillEnd },
  }
}

interface Asked {
  readonly lane: Lane
  readonly writer: Writer
}

/** Lanes with one prompt and draft (soft tokens included) and one scale vector are read once. */
function distinctLanes(lanes: readonly Asked[]) {
  const seen = new Map<Float32Array, Map<string, number>>()
  const softs: (Float32Array | undefined)[] = [...new Set(lanes.map(({ lane }) => lane.soft))]
  const distinct: Asked[] = []
  const indexOf = lanes.map((asked) => {
    const { lane, writer } = asked
    const prompts = seen.get(lane.scales) ?? new Map<string, number>()
    seen.set(lane.scales, prompts)
    const key = `${softs.indexOf(lane.soft)} ${lane.ids.join(' ')} ; ${writer.draft.join(' ')}`
    const index = prompts.get(key) ?? distinct.length
    if (index === distinct.length) {
      prompts.set(key, index)
      distinct.push(asked)
    }
    return index
  })
  return { distinct, indexOf }
}

/** Reads the prompts, with their drafts; the lanes that have more to say. */
async function startLanes(
  machine: Machine,
  lanes: readonly Asked[],
  told: LaneToken[],
  options: ReadOptions,
): Promise<Running[]> {
  const { distinct, indexOf } = distinctLanes(lanes)
  const prompts = distinct.map(({ lane, writer }) => ({
    tokens: [...lane.ids, ...writer.draft],
    wanted: writer.draft.length + 1,
    scales: lane.scales,
    soft: lane.soft,
  }))
  const read = await readPrompts(machine, prompts, options)
  return lanes.flatMap(({ lane, writer }, index) => {
    const own = read[indexOf[index] ?? 0]
    if (!own) return []
    told.push(...writer.write(own.logits))
    if (!writer.isRunning()) return []
    const columns = lane.ids.length + writer.length() - 1
    const drop = lane.ids.length + writer.draft.length - columns
    return [{ writer, scales: lane.scales, cache: own.cache, row: own.row, columns, drop }]
  })
}

/** Writes until every lane of the group has stopped. */
async function decode(
  { ort, session, model }: Machine,
  group: readonly Running[],
  { signal, onTokens }: GenerateOptions,
): Promise<void> {
  let running = group
  let scales = scaleRows(running.map((lane) => lane.scales))
  while (running.length > 0) {
    throwIfAborted(signal)
    const past = takeLanes(ort, model, running, freeColumns(model))
    const rows = {
      scales,
      tokens: running.map(({ writer }) => [writer.last()]),
      padding: running.map(({ columns }) => past.tokens - columns),
    }
    const { logits, cache } = await forward(
      ort,
      session,
      model,
      rows,
      past,
      running.map(() => 1),
    )
    const tokens = running.flatMap(({ writer }, row) => writer.write(logits.slice(row, row + 1)))
    onTokens?.(tokens)
    const alive = running.flatMap((lane, row) =>
      lane.writer.isRunning() ? [{ ...lane, cache, row, columns: lane.columns + 1, drop: 0 }] : [],
    )
    if (alive.length < running.length) scales = scaleRows(alive.map((lane) => lane.scales))
    running = alive
  }
}

/** The tokens of the first pass as steps: of all lanes the first token, then of those that have one the second, … */
function tellInOrder(tokens: readonly LaneToken[], onTokens: (tokens: readonly LaneToken[]) => void): void {
  const places = [...new Set(tokens.map(({ index }) => index))].sort((a, b) => a - b)
  for (const place of places) onTokens(tokens.filter(({ index }) => index === place))
}
