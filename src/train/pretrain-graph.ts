import { denseWeights } from '../graph/dense-weights.ts'
import { differentiate } from '../graph/differentiate.ts'
import { createGraph, graphOutput } from '../graph/graph.ts'
import { llama, llamaInputs } from '../graph/llama.ts'
import { likelihoodLoss } from '../graph/losses.ts'
import { serialize } from '../graph/serialize.ts'
import type { LlamaConfig } from '../model/llama-config.ts'

/** Prefix of the outputs that hold a parameter's gradient. */
export const GRADIENT_OF = 'd '

/**
 * The training step of a dense Llama as an ONNX model: weights in, `loss`, `picked` (log-probability of every
 * target) and one gradient a parameter out.
 */
export function pretrainGraph(config: LlamaConfig): Uint8Array {
  const graph = createGraph()
  const inputs = llamaInputs(graph, 'tokens')
  const weights = denseWeights(graph, config)
  const { logits } = llama(graph, config, weights, inputs, config.max_position_embeddings)
  const { loss, picked } = likelihoodLoss(graph, logits)
  const gradients = differentiate(graph, loss, weights.parameters)
  graphOutput(graph, 'loss', loss)
  graphOutput(graph, 'picked', picked)
  weights.parameters.forEach((parameter, index) => {
    const gradient = gradients[index]
    if (gradient) graphOutput(graph, GRADIENT_OF + parameter.name, gradient)
  })
  return serialize(graph)
}
