import type { LlamaConfig } from '../model/llama-config.ts'
import { emit, emitMany, type Graph, integers, type Value } from './graph.ts'
import type { LlamaInputs, LlamaOperators, MakeOperators } from './llama.ts'
import { halfRopeTables } from './rope.ts'

const INT32 = 6

/** Of a cache `[lanes, kv heads, columns, head_dim]`. */
const COLUMN_AXIS = 2

/** GroupQueryAttention takes heads of a multiple of this only. */
const HEAD_STEP = 16
/**
 * Narrower models gain nothing, and theirs stay bit for bit what they were: experts were trained on such sums and
 * tables counted with them.
 */
const LEAST_WIDTH = 256

/**
 * Whether a cached graph of the model uses these operators. GroupQueryAttention counts a lane's padding as tokens when it
 * turns the first queries and keys, so the positions fed must do so as well: only their differences matter.
 */
export const isFused = ({ head_dim, hidden_size }: LlamaConfig): boolean =>
  head_dim % HEAD_STEP === 0 && hidden_size >= LEAST_WIDTH

/**
 * onnxruntime's own operators for a layer's norm and attention: a fifth of the nodes, and no copy of keys and values by
 * head. For graphs with a cache; they have no gradient. What they leave `present` are the new tokens' keys and values alone,
 * `[lanes, kv heads, tokens, head_dim]`: a runtime copies each result, and whoever feeds the cache has the rest of it.
 */
export const fusedOperators: MakeOperators = (graph, config, inputs, limit) => ({
  norm: (x, gain) =>
    emit(graph, 'SimplifiedLayerNormalization', [x, gain], x.shape, {
      axis: -1,
      epsilon: config.rms_norm_eps,
      stash_type: 1,
    }),
  addNorm: (x, delta, gain) => {
    const shapes = [x.shape, [], [], x.shape]
    const attributes = { epsilon: config.rms_norm_eps }
    const [normed, , , sum] = emitMany(
      graph,
      'SkipSimplifiedLayerNormalization',
      [x, delta, gain],
      shapes,
      attributes,
    )
    if (!normed || !sum) throw new RangeError('SkipSimplifiedLayerNormalization')
    return { sum, normed }
  },
  attend: fusedAttention(graph, config, inputs, limit),
})

/** The mask does all the hiding: lanes of several lengths, padded at their start, count as equally long. */
function fusedAttention(
  graph: Graph,
  config: LlamaConfig,
  inputs: LlamaInputs,
  limit: number,
): LlamaOperators['attend'] {
  const { num_attention_heads: heads, num_key_value_heads: shared, head_dim: size } = config
  const rope = halfRopeTables(graph, config, limit)
  const lengths = lengthsOf(graph, inputs.mask, inputs.ids)
  const attributes = {
    num_heads: heads,
    kv_num_heads: shared,
    scale: 1 / Math.sqrt(size),
    do_rotary: 1,
    rotary_interleaved: 0,
  }
  const cacheShape = ['lanes', shared, 'total', size]
  return ({ query, key, value }, past) => {
    if (!past) throw new RangeError('no cache')
    const [output, presentKey, presentValue] = emitMany(
      graph,
      'GroupQueryAttention',
      [
        ...[query, key, value, past.key, past.value, lengths.last, lengths.total],
        ...[rope.cos, rope.sin, inputs.positions, inputs.mask],
      ],
      [query.shape, cacheShape, cacheShape],
      attributes,
    )
    if (!output || !presentKey || !presentValue) throw new RangeError('GroupQueryAttention')
    const newColumns = (all: Value) => {
      const bounds = [lengths.past, lengths.columns, integers(graph, [COLUMN_AXIS])]
      return emit(graph, 'Slice', [all, ...bounds], ['lanes', shared, 'tokens', size])
    }
    return { output, present: { key: newColumns(presentKey), value: newColumns(presentValue) } }
  }
}

interface Lengths {
  /** All columns that hold keys after this run, and those that did before it; int64 `[1]`. */
  readonly columns: Value
  readonly past: Value
  /** As GroupQueryAttention takes them: all columns, `[1]`, and of each lane the last one's index, `[lanes]`; int32. */
  readonly total: Value
  readonly last: Value
}

function lengthsOf(graph: Graph, mask: Value, ids: Value): Lengths {
  const columns = emit(graph, 'Shape', [mask], [1], { start: 3, end: 4 }, 'int64')
  const lanes = emit(graph, 'Shape', [ids], [1], { start: 0, end: 1 }, 'int64')
  const tokens = emit(graph, 'Shape', [ids], [1], { start: 1, end: 2 }, 'int64')
  const last = emit(graph, 'Sub', [columns, integers(graph, [1])], [1], {}, 'int64')
  const perLane = emit(graph, 'Expand', [last, lanes], ['lanes'], {}, 'int64')
  return {
    columns,
    past: emit(graph, 'Sub', [columns, tokens], [1], {}, 'int64'),
    total: emit(graph, 'Cast', [columns], [1], { to: INT32 }, 'int32'),
    last: emit(graph, 'Cast', [perLane], ['lanes'], { to: INT32 }, 'int32'),
  }
}
