import type { Tensor } from 'onnxruntime-common'
import { isFused } from '../../graph/fused-operators.ts'
import { SOFT_INPUT } from '../../graph/llama.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { areFinite, notFinite } from '../not-finite.ts'
import { joinSoftRows } from '../soft-rows.ts'
import { findNotFinite } from './find-not-finite.ts'
import { appendColumns, cacheAfter, emptyCache, type KvCache } from './kv-cache.ts'
import { floatTensor, int64Tensor, type OrtRuntime, type OrtSession } from './runtime.ts'

/** Finite, so that a padded row still has a softmax. */
const HIDDEN = -1e9

/** Tokens between two copies of a cache. */
const FREE_COLUMNS = 64

/** Most lanes of one run: more make no run faster, while keys and values outgrow the processor's caches. */
export const GROUP = 32

/** Lanes padded at their start to one length, so that every lane ends in the last column. */
export interface LaneRows {
  readonly scales: ScaleRows
  /** New tokens of each lane; all of one length except in a prefill. */
  readonly tokens: readonly (readonly number[])[]
  /** Padding columns at the start of each lane's cache. */
  readonly padding: readonly number[]
  /** Each lane's own soft tokens, `[rows, hidden]`, where its new tokens refer to any. */
  readonly soft?: readonly (Float32Array | undefined)[]
}

export interface Forwarded {
  /** `[wanted rows][vocab]`. */
  readonly logits: readonly Float32Array[]
  readonly cache: KvCache
}

/** Scale vectors as the graph takes them: one for all lanes, or one a lane. */
export interface ScaleRows {
  readonly data: Float32Array
  readonly rows: number
}

/** One vector where all lanes share it, so that a large batch does not carry copies. */
export function scaleRows(scales: readonly Float32Array[]): ScaleRows {
  const [first] = scales
  if (first && scales.every((other) => other === first)) return { data: first, rows: 1 }
  const length = first?.length ?? 0
  const data = new Float32Array(length * scales.length)
  scales.forEach((vector, lane) => {
    data.set(vector, lane * length)
  })
  return { data, rows: scales.length }
}

function maskFor(padding: readonly number[], past: number, tokens: number) {
  const total = past + tokens
  const alike = padding.every((columns) => columns === padding[0])
  const rows = alike ? padding.slice(0, 1) : padding
  const mask = new Float32Array(rows.length * tokens * total)
  rows.forEach((columns, lane) => {
    for (let row = 0; row < tokens; row++) {
      const start = (lane * tokens + row) * total
      mask.fill(HIDDEN, start, start + columns)
      mask.fill(HIDDEN, start + past + row + 1, start + total)
    }
  })
  return { mask, rows: rows.length, tokens, total }
}

/** Columns that a cache has to spare each time it is made, where a run gives out new columns alone; else 0. */
export const freeColumns = ({ config }: FactoredModel): number => (isFused(config) ? FREE_COLUMNS : 0)

/**
 * Runs new tokens of all lanes through the model.
 *
 * @param past where it has free columns, it is written into
 * @param wanted for each lane, how many of its last rows need logits
 * @param options.keepsCache false where nothing goes on from here
 * @throws AppError `numeric`, naming a layer, when a logit is not a finite number
 */
export async function forward(
  ort: OrtRuntime,
  session: OrtSession,
  model: FactoredModel,
  { scales, tokens, padding, soft = [] }: LaneRows,
  past: KvCache | null,
  wanted: readonly number[],
  { keepsCache = true }: { readonly keepsCache?: boolean } = {},
): Promise<Forwarded> {
  const lanes = tokens.length
  const length = Math.max(...tokens.map((ids) => ids.length))
  const free = keepsCache ? freeColumns(model) : 0
  const cache = past ?? emptyCache(ort, model, lanes, free === 0 ? 0 : length + free)
  const ids = new Int32Array(lanes * length)
  const positions = new Int32Array(lanes * length)
  const rows: number[] = []
  const vocab = model.config.vocab_size
  const hidden = model.config.hidden_size
  const joined = joinSoftRows(soft, hidden)
  // GroupQueryAttention turns the first queries and keys by their columns, whatever their positions.
  const countsPadding = isFused(model.config) && cache.tokens === 0
  const next = tokens.map((list, lane) => {
    const start = length - list.length
    const first = (cache.next[lane] ?? 0) + (countsPadding ? start : 0)
    list.forEach((id, index) => {
      ids[lane * length + start + index] = id < vocab ? id : id + (joined.starts[lane] ?? 0)
      positions[lane * length + start + index] = first + index
    })
    for (let back = wanted[lane] ?? 0; back > 0; back--) rows.push((lane + 1) * length - back)
    return first + list.length
  })
  const mask = maskFor(padding, cache.tokens, length)
  const feeds = {
    input_ids: int64Tensor(ort, ids, [lanes, length]),
    position_ids: int64Tensor(ort, positions, [lanes, length]),
    mask: floatTensor(ort, mask.mask, [mask.rows, 1, mask.tokens, mask.total]),
    rows: int64Tensor(ort, rows, [rows.length]),
    // A graph in which nothing is factored has no such input.
    ...(model.totalRank > 0 && { scales: floatTensor(ort, scales.data, [scales.rows, model.totalRank]) }),
    ...cache.tensors,
    ...(joined.rows > 0 && { [SOFT_INPUT]: floatTensor(ort, joined.data, [joined.rows, hidden]) }),
  }
  const results = await session.run(feeds, keepsCache ? undefined : ['logits'])
  const data = results.logits?.data as Float32Array
  if (!areFinite(data)) {
    const layers = model.blocks.length
    const all = keepsCache ? results : await session.run(feeds)
    throw notFinite(findNotFinite(all, layers))
  }
  return {
    logits: rows.map((_, row) => data.subarray(row * vocab, (row + 1) * vocab)),
    cache: keepsCache ? grown(model, cache, results, length, next) : cache,
  }
}

/** The cache with what a run made of `length` new tokens. */
function grown(
  model: FactoredModel,
  cache: KvCache,
  results: Readonly<Record<string, Tensor>>,
  length: number,
  next: readonly number[],
): KvCache {
  return freeColumns(model) > 0
    ? appendColumns(model, cache, results, length, next)
    : cacheAfter(model, results, cache.tokens + length, next)
}
