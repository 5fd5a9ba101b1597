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

/** The cache of the named lanes, in that order; a lane may be named more than once. */
export function takeLanes(ort: OrtRuntime, cache: KvCache, lanes: readonly number[]): KvCache {
  const tensors = Object.fromEntries(
    Object.entries(cache.tensors).map(([name, tensor]) => {
      const data = tensor.data as Float32Array
      const stride = data.length / cache.lanes
      const taken = new Float32Array(stride * lanes.length)
      lanes.forEach((lane, index) => {
        taken.set(data.subarray(lane * stride, (lane + 1) * stride), index * stride)
      })
      return [name, floatTensor(ort, taken, [lanes.length, ...tensor.dims.slice(1)])]
    }),
  )
  return { lanes: lanes.length, tokens: cache.tokens, tensors }
}
