import { AppError } from '../../core/errors.ts'
import { type LlamaConfig, MODULE_KINDS, moduleName, moduleShape } from '../../model/llama-config.ts'
import {
  createGraph,
  emit,
  type Graph,
  graphInput,
  graphOutput,
  integers,
  scalar,
  type Value,
  weight,
  weightBesides,
} from '../graph.ts'
import { llama } from '../llama.ts'
import type { LlamaWeights } from '../llama-weights.ts'
import { emitShape } from '../operators/layout.ts'
import { matmul } from '../operators/matmul.ts'
import { add } from '../operators/pointwise.ts'
import { serialize, serializeBesides, type WeightPlace } from '../serialize.ts'
import { dimAt } from '../shapes.ts'

/** Finite, so that a padded row still has a softmax. */
const HIDDEN = -1e9
const FLOAT = 1

/** A dense model's parameters by Hugging Face's names, row major; null for one that it lacks. */
export type ParameterSource = (name: string) => Float32Array | null

/**
 * A dense Llama with a KV cache under the names that @huggingface/transformers feeds and reads: inputs
 * `input_ids attention_mask position_ids past_key_values.N.key|value`, outputs `logits [batch, tokens, vocab]` and
 * `present.N.key|value`.
 * @throws AppError `bad-model` where a parameter is missing or has another size
 */
export function servingGraph(config: LlamaConfig, parameter: ParameterSource): Uint8Array {
  return serialize(
    buildGraph(config, (graph, name) => {
      const data = parameter(name)
      return data && ((shape) => weight(graph, name, asServed(config, name, data), shape))
    }),
  )
}

/**
 * The same without its parameters, which lie in files beside it as `asServed` orders them.
 * @throws AppError `bad-model` where a parameter has no place
 */
export function servingGraphBesides(
  config: LlamaConfig,
  places: ReadonlyMap<string, WeightPlace>,
): Uint8Array {
  const graph = buildGraph(config, (graph, name) =>
    places.has(name) ? (shape) => weightBesides(graph, name, shape) : null,
  )
  return serializeBesides(graph, places)
}

/** A constant of the graph in a shape, or null for one that the model lacks. */
type Constants = (graph: Graph, name: string) => ((shape: readonly number[]) => Value) | null

function buildGraph(config: LlamaConfig, constants: Constants): Graph {
  const graph = createGraph()
  const ids = graphInput(graph, 'input_ids', 'int64', ['lanes', 'tokens'])
  const attention = graphInput(graph, 'attention_mask', 'int64', ['lanes', 'total'])
  const positions = graphInput(graph, 'position_ids', 'int64', ['lanes', 'tokens'])
  const cacheShape = ['lanes', config.num_key_value_heads, 'past', config.head_dim]
  const past = Array.from({ length: config.num_hidden_layers }, (_, layer) => ({
    key: graphInput(graph, `past_key_values.${layer}.key`, 'float', cacheShape),
    value: graphInput(graph, `past_key_values.${layer}.value`, 'float', cacheShape),
  }))
  const [first] = past
  const mask = first ? causalMask(graph, attention, first.key) : attention
  const rows = range(graph, zero(graph), emit(graph, 'Size', [ids], [], {}, 'int64'), 'rows')
  const inputs = { ids, positions, mask, rows }
  const weights = constantWeights(graph, config, constants)
  const { logits, present } = llama(graph, config, weights, inputs, config.max_position_embeddings, past)
  const shape = emit(
    graph,
    'Concat',
    [emitShape(graph, ids), integers(graph, [config.vocab_size])],
    [3],
    { axis: 0 },
    'int64',
  )
  graphOutput(
    graph,
    'logits',
    emit(graph, 'Reshape', [logits, shape], ['lanes', 'tokens', config.vocab_size]),
  )
  present.forEach(({ key, value }, layer) => {
    graphOutput(graph, `present.${layer}.key`, key)
    graphOutput(graph, `present.${layer}.value`, value)
  })
  return graph
}

function constantWeights(graph: Graph, config: LlamaConfig, constants: Constants): LlamaWeights {
  const constant = (name: string, shape: readonly number[]) => {
    const make = constants(graph, name)
    if (make) return make(shape)
    throw new AppError('bad-model', `The model has no parameter ${name}.`)
  }
  const hidden = [config.hidden_size]
  const table = [config.vocab_size, config.hidden_size]
  const embedding = constant('model.embed_tokens.weight', table)
  return {
    embedding,
    lmHead: config.tie_word_embeddings ? embedding : constant('lm_head.weight', table),
    finalNorm: constant('model.norm.weight', hidden),
    inputNorm: (layer) => constant(`model.layers.${layer}.input_layernorm.weight`, hidden),
    postAttentionNorm: (layer) => constant(`model.layers.${layer}.post_attention_layernorm.weight`, hidden),
    apply: (layer, kind, x) => {
      const shape = moduleShape(config, kind)
      const y = matmul(graph, x, constant(moduleName(layer, kind), [shape.in, shape.out]))
      const bias = constants(graph, moduleName(layer, kind, 'bias'))
      return bias ? add(graph, y, bias([shape.out])) : y
    },
  }
}

/**
 * A parameter's numbers in the order in which the graph holds them: linears as MatMul takes them, so that no runtime
 * has to turn them round in its own memory.
 */
export function asServed(config: LlamaConfig, name: string, data: Float32Array): Float32Array {
  const kind = MODULE_KINDS.find((one) => name.endsWith(moduleName(0, one).replace(/^model\.layers\.0/, '')))
  if (kind === undefined) return data
  const shape = moduleShape(config, kind)
  return transposed(data, shape.out, shape.in)
}

/** `[rows, columns]` → `[columns, rows]` */
function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = data[row * columns + column] ?? Number.NaN
    }
  }
  return result
}

/** `[lanes, 1, tokens, total]`: hides what comes after a token, and what `attention_mask` has a 0 for. */
function causalMask(graph: Graph, attention: Value, pastKey: Value): Value {
  const before = size(graph, pastKey, 2)
  const total = size(graph, attention, 1)
  const keys = range(graph, zero(graph), total, 'total')
  const queries = range(graph, before, total, 'tokens')
  const column = emit(graph, 'Unsqueeze', [queries, integers(graph, [1])], ['tokens', 1], {}, 'int64')
  const ahead = emit(graph, 'Sub', [keys, column], ['tokens', 'total'], {}, 'int64')
  const future = emit(graph, 'Clip', [ahead, zero(graph), one(graph)], ['tokens', 'total'], {}, 'int64')
  const padding = emit(graph, 'Sub', [one(graph), attention], ['lanes', 'total'], {}, 'int64')
  const wide = ['lanes', 1, 1, 'total']
  const hidden = emit(graph, 'Unsqueeze', [padding, integers(graph, [1, 2])], wide, {}, 'int64')
  const shape = ['lanes', 1, 'tokens', 'total']
  const count = emit(graph, 'Add', [hidden, future], shape, {}, 'int64')
  return emit(
    graph,
    'Mul',
    [emit(graph, 'Cast', [count], shape, { to: FLOAT }), scalar(graph, HIDDEN)],
    shape,
  )
}

const toScalar = (graph: Graph, x: Value): Value => emit(graph, 'Squeeze', [x], [], {}, 'int64')
const zero = (graph: Graph): Value => toScalar(graph, integers(graph, [0]))
const one = (graph: Graph): Value => toScalar(graph, integers(graph, [1]))

/** One size of `x` at run time, a scalar. */
function size(graph: Graph, x: Value, axis: number): Value {
  dimAt(x.shape, axis)
  return toScalar(graph, emit(graph, 'Shape', [x], [1], { start: axis, end: axis + 1 }, 'int64'))
}

/** `from … to − 1`, `[name]`. */
const range = (graph: Graph, from: Value, to: Value, name: string): Value =>
  emit(graph, 'Range', [from, to, one(graph)], [name], {}, 'int64')
