import { type Graph, graphInput, integers, scalar, type Value, weight } from '../../graph/graph.ts'
import { likelihoodLoss } from '../../graph/losses.ts'
import { gatherRows } from '../../graph/operators/gather.ts'
import { reshape, transpose } from '../../graph/operators/layout.ts'
import { linear } from '../../graph/operators/matmul.ts'
import { add, mul, relu, sub } from '../../graph/operators/pointwise.ts'
import { reduceSum, total } from '../../graph/operators/reduce.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { toFloat32 } from '../../model/stored-array.ts'
import {
  ENCODER_TENSORS,
  ENCODER_WIDTHS,
  type EncoderTensor,
  encoderShapes,
} from '../../model/vision/encoder.ts'
import { FIELD, FIELD_WINDOWS, WINDOW } from '../../model/vision/panel-input.ts'

export interface EncoderGraph {
  /** `[soft_rows, hidden]`: two rows a panel. */
  readonly soft: Value
  /** The weights, inputs of the graph. */
  readonly parameters: Readonly<Record<EncoderTensor, Value>>
}

/**
 * The patch encoder of `encodePicture` as a graph whose weights can be differentiated by. Declares the inputs
 * `windows [panels, 35, 64]`, `places [panels]`, and one a weight.
 */
export function encoderGraph(graph: Graph, hiddenSize: number): EncoderGraph {
  const shapes = encoderShapes(hiddenSize)
  const parameters = Object.fromEntries(
    ENCODER_TENSORS.map((name) => [name, graphInput(graph, name, 'float', shapes[name])]),
  ) as Record<EncoderTensor, Value>
  const windows = graphInput(graph, 'windows', 'float', ['panels', WINDOW.count, WINDOW.pixels])
  const places = graphInput(graph, 'places', 'int64', ['panels'])
  const layer = (x: Value, name: 'window' | 'field') =>
    relu(graph, add(graph, linear(graph, x, parameters[`${name}.weight`]), parameters[`${name}.bias`]))
  const fields = layer(fieldsOf(graph, layer(windows, 'window')), 'field')
  const flat = reshape(graph, fields, ['panels', FIELD.count * ENCODER_WIDTHS.field])
  const place = gatherRows(graph, parameters['panel.place'], places)
  const inner = relu(graph, add(graph, linear(graph, flat, parameters['panel.weight']), place))
  const tokens = add(graph, linear(graph, inner, parameters['tokens.weight']), parameters['tokens.bias'])
  return { soft: reshape(graph, tokens, ['soft_rows', hiddenSize]), parameters }
}

/** The windows of every field side by side: `[panels, 35, width]` → `[panels, 15, 9 · width]`. */
function fieldsOf(graph: Graph, seen: Value): Value {
  const width = ENCODER_WIDTHS.window
  const members = integers(graph, FIELD_WINDOWS.flat())
  // Windows first, as rows are gathered along the first axis.
  const byWindow = gatherRows(graph, transpose(graph, seen, [1, 0, 2]), members)
  const byPanel = transpose(graph, byWindow, [1, 0, 2])
  return reshape(graph, byPanel, ['panels', FIELD.count, FIELD.windows * width])
}

/** Makes the squared distances between embeddings of any size comparable: theirs come to about this much. */
const SHARPNESS = 26

export interface ReadingLoss {
  /** `− Σ w log p(word)`, nats. */
  readonly mistaken: Value
  /** `Σ w ‖soft − embedding(word)‖²` in units of a mean embedding's square. */
  readonly distance: Value
}

/**
 * How far soft tokens are from the words that they stand for, in two ways. `mistaken` takes
 * `p(word) ∝ exp(−β ‖soft − embedding(word)‖²)` over the whole vocabulary (prototypical networks, Snell et al. 2017,
 * eq. 2): a soft token is drawn to its word and away from all others. That alone leaves it far from them all, where
 * the language model knows nothing; `distance` brings it there. Inputs `word_targets`, `word_weights [soft_rows, 1]`.
 */
export function readingLoss(graph: Graph, soft: Value, model: FactoredModel): ReadingLoss {
  const { vocab_size: vocab, hidden_size: hidden } = model.config
  const data = toFloat32(model.embedding)
  const squares = Float32Array.from({ length: vocab }, (_, id) =>
    data.subarray(id * hidden, (id + 1) * hidden).reduce((sum, value) => sum + value * value, 0),
  )
  const meanSquare = squares.reduce((sum, square) => sum + square, 0) / vocab
  const beta = SHARPNESS / 2 / meanSquare
  const embedding = weight(graph, 'model.embed_tokens.weight', data, [vocab, hidden])
  // ‖soft‖² is the same for all words and falls out.
  const products = linear(graph, mul(graph, soft, scalar(graph, 2 * beta)), embedding)
  const sizes = weight(
    graph,
    'word sizes',
    squares.map((square) => -beta * square),
    [vocab],
  )
  const { loss, targets, weights } = likelihoodLoss(graph, add(graph, products, sizes), 'word_')
  const wanted = reshape(graph, gatherRows(graph, embedding, targets), ['soft_rows', hidden])
  const off = sub(graph, soft, wanted)
  const far = mul(graph, reduceSum(graph, mul(graph, off, off), [-1], true), weights)
  return { mistaken: loss, distance: mul(graph, total(graph, far), scalar(graph, 1 / meanSquare)) }
}
