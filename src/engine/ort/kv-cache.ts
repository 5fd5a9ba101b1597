import type { Tensor } from 'onnxruntime-common'
import type { FactoredModel } from '../../model/factored-model.ts'
import { pastName, presentName } from './cached-graph.ts'
import { floatTensor, type OrtRuntime } from './runtime.ts'

/** Keys and values of all lanes: one `[lanes, kv heads, columns, head_dim]` tensor a layer and part. */
export interface KvCache {
  readonly lanes: number
  /** Columns that hold a token or the padding before one. */
  readonly tokens: number
  /** Columns there is memory for; those from `tokens` on are free. */
  readonly columns: number
  /** Of each lane, the position of its next token: what its keys were turned by goes on from there. */
  readonly next: readonly number[]
  readonly tensors: Readonly<Record<string, Tensor>>
}

/** A lane of a cache: the `columns` of it that end `drop` before the last one. */
export interface CachedLane {
  readonly cache: KvCache
  readonly row: number
  readonly columns: number
  readonly drop: number
}

const PARTS = ['key', 'value'] as const

function build(model: FactoredModel, tensor: (layer: number, part: 'key' | 'value') => Tensor) {
  return Object.fromEntries(
    model.blocks.flatMap((_, layer) => PARTS.map((part) => [pastName(layer, part), tensor(layer, part)])),
  )
}

/** @param columns free columns, where a run gives out new columns alone; else 0 */
export function emptyCache(ort: OrtRuntime, model: FactoredModel, lanes: number, columns: number): KvCache {
  const { num_key_value_heads: heads, head_dim: size } = model.config
  const shape = [lanes, heads, columns, size]
  const length = lanes * heads * columns * size
  return {
    lanes,
    tokens: 0,
    columns,
    next: Array<number>(lanes).fill(0),
    tensors: build(model, () => floatTensor(ort, new Float32Array(length), shape)),
  }
}

/**
 * Writes the columns that a run made, `[lanes, kv heads, tokens, head_dim]`, into the free ones of the cache. The cache
 * that was is not to be gone on with in another way.
 */
export function appendColumns(
  model: FactoredModel,
  cache: KvCache,
  results: Readonly<Record<string, Tensor>>,
  tokens: number,
  next: readonly number[],
): KvCache {
  const size = model.config.head_dim
  const from = cache.tokens * size
  const stride = cache.columns * size
  const length = tokens * size
  for (let layer = 0; layer < model.blocks.length; layer++) {
    for (const part of PARTS) {
      const target = cache.tensors[pastName(layer, part)]?.data as Float32Array
      const made = results[presentName(layer, part)]?.data as Float32Array
      for (let start = 0, to = from; start < made.length; start += length, to += stride) {
        target.set(made.subarray(start, start + length), to)
      }
    }
  }
  return { ...cache, tokens: cache.tokens + tokens, next }
}

/** The cache that a run left behind, ready to be fed to the next one. */
export function cacheAfter(
  model: FactoredModel,
  results: Readonly<Record<string, Tensor>>,
  tokens: number,
  next: readonly number[],
): KvCache {
  const tensors = build(model, (layer, part) => {
    const tensor = results[presentName(layer, part)]
    if (!tensor) throw new RangeError(presentName(layer, part))
    return tensor
  })
  return { lanes: next.length, tokens, columns: tokens, next, tensors }
}

/**
 * One cache of lanes from any caches, all ending in its last column; a lane may be taken more than once. Lanes of one
 * cache keep its padding, as the last bits of a sum depend on how many columns it runs over.
 * @param free columns to have room for where there is none left; 0 where a run gives out the whole cache
 */
export function takeLanes(
  ort: OrtRuntime,
  model: FactoredModel,
  taken: readonly CachedLane[],
  free = 0,
): KvCache {
  const [first] = taken
  const isCut = first && taken.every(({ cache, drop }) => cache === first.cache && drop === 0)
  const isWhole =
    isCut && taken.length === first.cache.lanes && taken.every(({ row }, index) => row === index)
  if (isWhole && (free === 0 || first.cache.tokens < first.cache.columns)) return first.cache
  const tokens = isCut ? first.cache.tokens : Math.max(...taken.map(({ columns }) => columns))
  const { num_key_value_heads: heads, head_dim: size } = model.config
  const columns = tokens + free
  const stride = heads * columns * size
  const tensors = build(model, (layer, part) => {
    const data = new Float32Array(taken.length * stride)
    taken.forEach(({ cache, row, columns: used, drop }, lane) => {
      const source = cache.tensors[pastName(layer, part)]?.data as Float32Array
      for (let head = 0; head < heads; head++) {
        const end = ((row * heads + head) * cache.columns + cache.tokens - drop) * size
        const start = lane * stride + (head * columns + tokens - used) * size
        data.set(source.subarray(end - used * size, end), start)
      }
    })
    return floatTensor(ort, data, [taken.length, heads, columns, size])
  })
  const next = taken.map(({ cache, row, drop }) => (cache.next[row] ?? 0) - drop)
  return { lanes: taken.length, tokens, columns, next, tensors }
}
