import type { LlamaConfig } from '../model/llama-config.ts'
import { type Graph, graphInput, scalar, type Value } from './graph.ts'
import type { LlamaWeights } from './llama-weights.ts'
import { gatherRows } from './operators/gather.ts'
import { concat, reshape, transpose, transposeLast } from './operators/layout.ts'
import { linear, matmul } from './operators/matmul.ts'
import { add, div, mul, sigmoid, sqrt } from './operators/pointwise.ts'
import { reduceMean } from './operators/reduce.ts'
import { softmax } from './operators/softmax.ts'
import { ropeAt, rotate } from './rope.ts'
import { orOne } from './shapes.ts'

/** What a Llama graph is fed besides its weights. */
export interface LlamaInputs {
  /** `[lanes, tokens]` int64. */
  readonly ids: Value
  /** `[lanes, tokens]` int64: where each token stands in its own lane. */
  readonly positions: Value
  /** `[lanes or 1, 1, tokens, total]`, added to the attention scores: 0, or a large negative number to hide. */
  readonly mask: Value
  /** `[rows]` int64 into the flattened `[lanes · tokens]`: where logits are wanted. */
  readonly rows: Value
  /** `[soft_rows, hidden]`: vectors that the ids from `vocab_size` on stand for. */
  readonly soft?: Value
}

/** Declares the inputs that every Llama graph has, whatever its weights. */
export function llamaInputs(graph: Graph, total: string): LlamaInputs {
  return {
    ids: graphInput(graph, 'input_ids', 'int64', ['lanes', 'tokens']),
    positions: graphInput(graph, 'position_ids', 'int64', ['lanes', 'tokens']),
    mask: graphInput(graph, 'mask', 'float', [orOne('lanes'), 1, 'tokens', total]),
    rows: graphInput(graph, 'rows', 'int64', ['rows']),
  }
}

/** Declares the input of soft tokens, which ids from `vocab_size` on refer to. */
export function softInput(graph: Graph, config: LlamaConfig): Value {
  return graphInput(graph, SOFT_INPUT, 'float', ['soft_rows', config.hidden_size])
}

/** Name of the input `[rows, hidden]` that holds the soft tokens of all lanes. */
export const SOFT_INPUT = 'soft'

export interface KeyValue {
  /** `[lanes, kv heads, past, head_dim]`, keys already rotated. */
  readonly key: Value
  readonly value: Value
}

export interface LlamaOutputs {
  /** `[rows, vocab]`. */
  readonly logits: Value
  /** Keys and values of all tokens so far, one pair a layer; fused operators leave those of the new tokens alone. */
  readonly present: readonly KeyValue[]
}

function rmsNorm(graph: Graph, x: Value, gain: Value, epsilon: number): Value {
  const meanSquare = reduceMean(graph, mul(graph, x, x), [-1], true)
  const root = sqrt(graph, add(graph, meanSquare, scalar(graph, epsilon)))
  return mul(graph, div(graph, x, root), gain)
}

/** `[lanes, tokens, heads · size]` → `[lanes, heads, tokens, size]`. */
function toHeads(graph: Graph, x: Value, heads: number, size: number): Value {
  return transpose(graph, reshape(graph, x, ['lanes', 'tokens', heads, size]), [0, 2, 1, 3])
}

/** Queries, keys and values of one layer before rotation, each `[lanes, tokens, heads · head_dim]`. */
export interface Projected {
  readonly query: Value
  readonly key: Value
  readonly value: Value
}

export interface Attended {
  /** `[lanes, tokens, heads · head_dim]`. */
  readonly output: Value
  readonly present: KeyValue
}

/** The parts of a layer that a runtime may have operators of its own for. */
export interface LlamaOperators {
  norm(x: Value, gain: Value): Value
  /** `x + delta`, and the norm of that. */
  addNorm(x: Value, delta: Value, gain: Value): { readonly sum: Value; readonly normed: Value }
  attend(projected: Projected, past: KeyValue | undefined): Attended
}

/** How `llama` is to make a layer's parts, for one graph and its inputs. */
export type MakeOperators = (
  graph: Graph,
  config: LlamaConfig,
  inputs: LlamaInputs,
  limit: number,
  hasPast: boolean,
) => LlamaOperators

/**
 * Scaled dot-product attention. With grouped-query attention the query heads that share a key head are laid
 * one after the other along the token axis, so that no key or value is copied.
 */
function attend(
  graph: Graph,
  config: LlamaConfig,
  query: Value,
  present: KeyValue,
  mask: Value,
  total: string,
): Value {
  const { num_attention_heads: heads, num_key_value_heads: shared, head_dim: size } = config
  const group = heads / shared
  const scaled = mul(graph, query, scalar(graph, 1 / Math.sqrt(size)))
  const grouped = group === 1 ? scaled : reshape(graph, scaled, ['lanes', shared, 'grouped_tokens', size])
  const scores = matmul(graph, grouped, transposeLast(graph, present.key))
  const perHead = group === 1 ? scores : reshape(graph, scores, ['lanes', heads, 'tokens', total])
  const weights = softmax(graph, add(graph, perHead, mask))
  const regrouped =
    group === 1 ? weights : reshape(graph, weights, ['lanes', shared, 'grouped_tokens', total])
  const mixed = matmul(graph, regrouped, present.value)
  return group === 1 ? mixed : reshape(graph, mixed, ['lanes', heads, 'tokens', size])
}

/** Plain ONNX operators, each with a gradient. */
export const plainOperators: MakeOperators = (graph, config, inputs, limit, hasPast) => {
  const { num_attention_heads: heads, num_key_value_heads: shared, head_dim: size } = config
  const rope = ropeAt(graph, config, limit, inputs.positions)
  const total = hasPast ? 'total' : 'tokens'
  const norm = (x: Value, gain: Value) => rmsNorm(graph, x, gain, config.rms_norm_eps)
  return {
    norm,
    addNorm: (x, delta, gain) => {
      const sum = add(graph, x, delta)
      return { sum, normed: norm(sum, gain) }
    },
    attend: (projected, past) => {
      const query = rotate(graph, toHeads(graph, projected.query, heads, size), rope)
      const key = rotate(graph, toHeads(graph, projected.key, shared, size), rope)
      const value = toHeads(graph, projected.value, shared, size)
      const present: KeyValue = past
        ? {
            key: concat(graph, [past.key, key], 2, total),
            value: concat(graph, [past.value, value], 2, total),
          }
        : { key, value }
      const mixed = attend(graph, config, query, present, inputs.mask, total)
      const joined = transpose(graph, mixed, [0, 2, 1, 3])
      return { output: reshape(graph, joined, ['lanes', 'tokens', heads * size]), present }
    },
  }
}

/**
 * The Llama forward pass (RMSNorm, RoPE, grouped-query attention, SwiGLU): logits at the wanted rows.
 *
 * @param limit number of positions that the rotary tables cover
 * @param past keys and values of earlier tokens, one pair a layer; omit for a graph without cache
 * @param make default: plain ONNX operators
 */
export function llama(
  graph: Graph,
  config: LlamaConfig,
  weights: LlamaWeights,
  inputs: LlamaInputs,
  limit: number,
  past?: readonly KeyValue[],
  make: MakeOperators = plainOperators,
): LlamaOutputs {
  const { norm, addNorm, attend: attention } = make(graph, config, inputs, limit, past !== undefined)
  const present: KeyValue[] = []

  function mlp(layer: number, x: Value): Value {
    const gate = weights.apply(layer, 'gate', x)
    const swish = mul(graph, gate, sigmoid(graph, gate))
    return weights.apply(layer, 'down', mul(graph, swish, weights.apply(layer, 'up', x)))
  }

  const table = inputs.soft
    ? concat(graph, [weights.embedding, inputs.soft], 0, 'table_rows')
    : weights.embedding
  let x = gatherRows(graph, table, inputs.ids)
  let normed = norm(x, weights.inputNorm(0))
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const projected = {
      query: weights.apply(layer, 'q', normed),
      key: weights.apply(layer, 'k', normed),
      value: weights.apply(layer, 'v', normed),
    }
    const attended = attention(projected, past?.[layer])
    present.push(attended.present)
    const gain = weights.postAttentionNorm(layer)
    const { sum, normed: read } = addNorm(x, weights.apply(layer, 'o', attended.output), gain)
    const written = mlp(layer, read)
    // The last norm is of the wanted rows alone.
    if (layer === config.num_hidden_layers - 1) x = add(graph, sum, written)
    else ({ sum: x, normed } = addNorm(sum, written, weights.inputNorm(layer + 1)))
  }
  const flat = reshape(graph, x, ['all_rows', config.hidden_size])
  const last = norm(gatherRows(graph, flat, inputs.rows), weights.finalNorm)
  return { logits: linear(graph, last, weights.lmHead), present }
}
