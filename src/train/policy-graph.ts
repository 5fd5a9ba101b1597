import { differentiate } from '../graph/differentiate.ts'
import { factoredWeights } from '../graph/factored-weights.ts'
import { createGraph, graphOutput } from '../graph/graph.ts'
import { llama, llamaInputs } from '../graph/llama.ts'
import { klLoss, likelihoodLoss } from '../graph/losses.ts'
import { add } from '../graph/operators/pointwise.ts'
import { serialize } from '../graph/serialize.ts'
import type { FactoredModel } from '../model/factored-model.ts'

function teacherForced(model: FactoredModel) {
  const graph = createGraph()
  const inputs = llamaInputs(graph, 'tokens')
  const weights = factoredWeights(graph, model, 1)
  const { logits } = llama(graph, model.config, weights, inputs, model.config.max_position_embeddings)
  return { graph, scales: weights.scales, likelihood: likelihoodLoss(graph, logits) }
}

/**
 * `− Σ w log p(target)` and its gradient with respect to every scale, U and V being constants:
 * outputs `loss`, `picked`, `d scales`. With `kl` the penalty `Σ w KL(new ‖ reference)` is part of the loss, and
 * `kl` holds the divergence of every row.
 */
export function scaleGradientGraph(model: FactoredModel, { kl }: { kl: boolean }): Uint8Array {
  const { graph, scales, likelihood } = teacherForced(model)
  const penalty = kl ? klLoss(graph, likelihood.logProbs) : null
  const loss = penalty ? add(graph, likelihood.loss, penalty.loss) : likelihood.loss
  const [gradient] = differentiate(graph, loss, [scales])
  graphOutput(graph, 'loss', loss)
  graphOutput(graph, 'picked', likelihood.picked)
  if (penalty) graphOutput(graph, 'kl', penalty.perRow)
  if (gradient) graphOutput(graph, 'd scales', gradient)
  return serialize(graph)
}

/** Log-probabilities of the whole vocabulary at every wanted row: output `log_probs`. */
export function logProbsGraph(model: FactoredModel): Uint8Array {
  const { graph, likelihood } = teacherForced(model)
  graphOutput(graph, 'log_probs', likelihood.logProbs)
  return serialize(graph)
}
