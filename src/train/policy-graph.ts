import { differentiate } from '../graph/differentiate.ts'
import { type FactoredWeights, factoredWeights } from '../graph/factored-weights.ts'
import { createGraph, type Graph, graphOutput, type Value } from '../graph/graph.ts'
import { llama, llamaInputs, softInput } from '../graph/llama.ts'
import type { LlamaWeights } from '../graph/llama-weights.ts'
import { withLora } from '../graph/lora.ts'
import { klLoss, likelihoodLoss } from '../graph/losses.ts'
import { add } from '../graph/operators/pointwise.ts'
import { type OnnxModel, onnxModel } from '../graph/serialize.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { LoraAdapter } from '../model/lora-adapter.ts'
import { GRADIENT_OF } from './pretrain-graph.ts'

/** What is trained: the weights to run with, and the inputs to differentiate by. */
interface Trainable {
  readonly weights: LlamaWeights
  readonly inputs: readonly Value[]
}

const scalesAlone = (_: Graph, weights: FactoredWeights): Trainable => ({ weights, inputs: [weights.scales] })

function teacherForced(
  model: FactoredModel,
  takesSoft: boolean,
  trainable: (graph: Graph, weights: FactoredWeights) => Trainable = scalesAlone,
) {
  const graph = createGraph()
  const soft = takesSoft ? softInput(graph, model.config) : null
  const fed = { ...llamaInputs(graph, 'tokens'), ...(soft && { soft }) }
  const { weights, inputs } = trainable(graph, factoredWeights(graph, model, 1))
  const { logits } = llama(graph, model.config, weights, fed, model.config.max_position_embeddings)
  return { graph, inputs, likelihood: likelihoodLoss(graph, logits) }
}

function gradientGraph({ graph, inputs, likelihood }: ReturnType<typeof teacherForced>, kl: boolean) {
  const penalty = kl ? klLoss(graph, likelihood.logProbs) : null
  const loss = penalty ? add(graph, likelihood.loss, penalty.loss) : likelihood.loss
  const gradients = differentiate(graph, loss, inputs)
  graphOutput(graph, 'loss', loss)
  graphOutput(graph, 'picked', likelihood.picked)
  if (penalty) graphOutput(graph, 'kl', penalty.perRow)
  inputs.forEach((input, index) => {
    const gradient = gradients[index]
    if (gradient) graphOutput(graph, GRADIENT_OF + input.name, gradient)
  })
  return onnxModel(graph)
}

/**
 * `− Σ w log p(target)` and its gradient with respect to every scale, U and V being constants:
 * outputs `loss`, `picked`, `d scales`. With `kl` the penalty `Σ w KL(new ‖ reference)` is part of the loss, and
 * `kl` holds the divergence of every row.
 */
export function scaleGradientGraph(
  model: FactoredModel,
  { kl, takesSoft = false }: { kl: boolean; takesSoft?: boolean },
): OnnxModel {
  return gradientGraph(teacherForced(model, takesSoft), kl)
}

/**
 * The same loss, KL included, and its gradient with respect to the matrices of a LoRA adapter, one output an
 * input of `withLora`. The scales are an input as well, and stay as they are.
 */
export function loraGradientGraph(
  model: FactoredModel,
  adapter: Pick<LoraAdapter, 'rank' | 'alpha' | 'parts'>,
  takesSoft = false,
): OnnxModel {
  const modules = adapter.parts.map(({ module }) => module)
  return gradientGraph(
    teacherForced(model, takesSoft, (graph, weights) => withLora(graph, weights, modules, adapter)),
    true,
  )
}

/** Log-probabilities of the whole vocabulary at every wanted row: output `log_probs`. */
export function logProbsGraph(model: FactoredModel, takesSoft = false): OnnxModel {
  const { graph, likelihood } = teacherForced(model, takesSoft)
  graphOutput(graph, 'log_probs', likelihood.logProbs)
  return onnxModel(graph)
}
