import { differentiate } from '../../graph/differentiate.ts'
import { factoredWeights } from '../../graph/factored-weights.ts'
import { createGraph, type Graph, graphOutput, type Value } from '../../graph/graph.ts'
import { llama, llamaInputs } from '../../graph/llama.ts'
import { likelihoodLoss } from '../../graph/losses.ts'
import { add } from '../../graph/operators/pointwise.ts'
import { serialize } from '../../graph/serialize.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { ENCODER_TENSORS } from '../../model/vision/encoder.ts'
import { GRADIENT_OF } from '../pretrain-graph.ts'
import { type EncoderGraph, encoderGraph, readingLoss } from './encoder-graph.ts'

/** Learning to read: `reading` (the loss, nats a word) and one gradient a weight. */
export function readingGraph(model: FactoredModel): Uint8Array {
  const graph = createGraph()
  const encoder = encoderGraph(graph, model.config.hidden_size)
  const { loss } = readingLoss(graph, encoder.soft, model)
  graphOutput(graph, 'reading', loss)
  return withGradients(graph, encoder, loss)
}

/**
 * Next-token through the frozen language model: answers to questions whose pictures are soft tokens, `answering`,
 * beside `reading`; gradients of both together by the encoder's weights alone.
 */
export function answeringGraph(model: FactoredModel): Uint8Array {
  const graph = createGraph()
  const encoder = encoderGraph(graph, model.config.hidden_size)
  const reading = readingLoss(graph, encoder.soft, model)
  const inputs = { ...llamaInputs(graph, 'tokens'), soft: encoder.soft }
  const weights = factoredWeights(graph, model, 1)
  const { logits } = llama(graph, model.config, weights, inputs, model.config.max_position_embeddings)
  const answering = likelihoodLoss(graph, logits)
  graphOutput(graph, 'reading', reading.loss)
  graphOutput(graph, 'answering', answering.loss)
  return withGradients(graph, encoder, add(graph, reading.loss, answering.loss))
}

function withGradients(graph: Graph, { parameters }: EncoderGraph, loss: Value): Uint8Array {
  const values = ENCODER_TENSORS.map((name) => parameters[name])
  differentiate(graph, loss, values).forEach((gradient, index) => {
    graphOutput(graph, GRADIENT_OF + values[index]?.name, gradient)
  })
  return serialize(graph)
}
