import { differentiate } from '../../graph/differentiate.ts'
import { factoredWeights } from '../../graph/factored-weights.ts'
import { createGraph, type Graph, graphOutput, type Value } from '../../graph/graph.ts'
import { llama, llamaInputs } from '../../graph/llama.ts'
import { likelihoodLoss } from '../../graph/losses.ts'
import { add } from '../../graph/operators/pointwise.ts'
import { type Precision, serialize } from '../../graph/serialize.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { ENCODER_TENSORS } from '../../model/vision/encoder.ts'
import { GRADIENT_OF } from '../pretrain-graph.ts'
import { type EncoderGraph, encoderGraph, readingLoss } from './encoder-graph.ts'

/** Learning to read: the loss `reading`, the part `distance` of it, and one gradient a weight. */
export function readingGraph(model: FactoredModel, precision?: Precision): Uint8Array {
  const graph = createGraph()
  const encoder = encoderGraph(graph, model.config.hidden_size)
  const reading = readingOutput(graph, encoder, model)
  return withGradients(graph, encoder, reading, precision)
}

/**
 * Next-token through the frozen language model: answers to questions whose pictures are soft tokens, `answering`,
 * beside `reading`; gradients of both together by the encoder's weights alone.
 */
export function answeringGraph(model: FactoredModel, precision?: Precision): Uint8Array {
  const graph = createGraph()
  const encoder = encoderGraph(graph, model.config.hidden_size)
  const reading = readingOutput(graph, encoder, model)
  const inputs = { ...llamaInputs(graph, 'tokens'), soft: encoder.soft }
  const weights = factoredWeights(graph, model, 1)
  const { logits } = llama(graph, model.config, weights, inputs, model.config.max_position_embeddings)
  const answering = likelihoodLoss(graph, logits)
  graphOutput(graph, 'answering', answering.loss)
  return withGradients(graph, encoder, add(graph, reading, answering.loss), precision)
}

function readingOutput(graph: Graph, { soft }: EncoderGraph, model: FactoredModel): Value {
  const { mistaken, distance } = readingLoss(graph, soft, model)
  const reading = add(graph, mistaken, distance)
  graphOutput(graph, 'reading', reading)
  graphOutput(graph, 'distance', distance)
  return reading
}

function withGradients(
  graph: Graph,
  { parameters }: EncoderGraph,
  loss: Value,
  precision: Precision = 'float32',
): Uint8Array {
  const values = ENCODER_TENSORS.map((name) => parameters[name])
  differentiate(graph, loss, values).forEach((gradient, index) => {
    graphOutput(graph, GRADIENT_OF + values[index]?.name, gradient)
  })
  return serialize(graph, precision)
}
