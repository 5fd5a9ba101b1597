import type { Tensor } from 'onnxruntime-common'
import type { FactoredModel } from '../../model/factored-model.ts'
import { pastName, presentName } from './cached-graph.ts'
import { floatTensor, type OrtRuntime } from './runtime.ts'

/** Keys and values of all lanes: one `[lanes, kv heads, tokens, head_dim]` tensor a layer and part. */
export interface KvCache {
  readonly lanes: number
  /** Columns that hold a token or the padding before one. */
  readonly tokens: number
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

export function emptyCache(ort: OrtRuntime, model: FactoredModel, lanes: number): KvCache {
  const { num_key_value_heads: heads, head_dim: size } = model.config
  const shape = [lanes, heads, 0, size]
  return { lanes, tokens: 0, tensors: build(model, () => floatTensor(ort, new Float32Array(0), shape)) }
}

/** The cache that a run left behind, ready to be fed to the next one. */
export function cacheAfter(
  model: FactoredModel,
  results: Readonly<Record<string, Tensor>>,
  lanes: number,
  tokens: number,
): KvCache {
  const tensors = build(model, (layer, part) => {
    const tensor = results[presentName(layer, part)]
    if (!tensor) throw new RangeError(presentName(layer, part))
    return tensor
  })
  return { lanes, tokens, tensors }
}

/**
 * One cache of lanes from any caches, all ending in its last column; a lane may be taken more than once. Lanes of one
 * cache keep its padding, as the last bits of a sum depend on how many columns it runs over.
 */
export function takeLanes(ort: OrtRuntime, model: FactoredModel, taken: readonly CachedLane[]): KvCache {
  const [first] = taken
  const isCut = first && taken.every(({ cache, drop }) => cache === first.cache && drop === 0)
  if (isCut && taken.length === first.cache.lanes && taken.every(({ row }, index) => row === index)) {
    return first.cache
  }
  const tokens = isCut ? first.cache.tokens : Math.max(...taken.map(({ columns }) => columns))
  const { num_key_value_heads: heads, head_dim: size } = model.config
  const stride = heads * tokens * size
  const tensors = build(model, (layer, part) => {
    const data = new Float32Array(taken.length * stride)
    taken.forEach(({ cache, row, columns, drop }, lane) => {
      const source = cache.tensors[pastName(layer, part)]?.data as Float32Array
      for (let head = 0; head < heads; head++) {
        const end = ((row * heads + head + 1) * cache.tokens - drop) * size
        const start = lane * stride + ((head + 1) * tokens - columns) * size
        data.set(source.subarray(end - columns * size, end), start)
      }
    })
    return floatTensor(ort, data, [taken.length, heads, tokens, size])
  })
  return { lanes: taken.length, tokens, tensors }
}
