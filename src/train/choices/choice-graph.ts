import { differentiate } from '../../graph/differentiate.ts'
import { factoredWeights } from '../../graph/factored-weights.ts'
import { createGraph, graphInput, graphOutput, type Value } from '../../graph/graph.ts'
import { llama, llamaInputs } from '../../graph/llama.ts'
import { klLoss } from '../../graph/losses.ts'
import { pickLast } from '../../graph/operators/gather.ts'
import { add, exp, mul, neg } from '../../graph/operators/pointwise.ts'
import { reduceSum, total } from '../../graph/operators/reduce.ts'
import { logSoftmax } from '../../graph/operators/softmax.ts'
import { serialize } from '../../graph/serialize.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { GRADIENT_OF } from '../pretrain-graph.ts'

/**
 * Policy gradient without sampling: an answer is one of a few choices, so that the expected reward
 * `J = Σ_c p(c) r(c)`, with p the softmax of the choices' log-likelihoods, and its gradient are exact.
 *
 * Inputs: `targets [rows, 1]`; `members [exercises, choices, rows]`, 1 where a row is a token of a choice; `absent
 * [exercises, choices]`, 0, or a large negative number where an exercise has fewer choices; `rewards [exercises,
 * choices]`; `reference` and `kl_weights` as `klLoss` has them. Outputs: `choices [exercises, choices]`, log p(c);
 * `kl [rows, 1]`; `d scales`, the slope of `Σ w KL(new ‖ base) − J`.
 */
export function choiceGradientGraph(model: FactoredModel): Uint8Array {
  const graph = createGraph()
  const fed = llamaInputs(graph, 'tokens')
  const weights = factoredWeights(graph, model, 1)
  const { logits } = llama(graph, model.config, weights, fed, model.config.max_position_embeddings)
  const input = (name: string, shape: readonly (string | number)[]): Value =>
    graphInput(graph, name, 'float', shape)
  const logProbs = logSoftmax(graph, logits)
  const targets = graphInput(graph, 'targets', 'int64', ['rows', 1])
  const members = input('members', ['exercises', 'choices', 'rows'])
  const absent = input('absent', ['exercises', 'choices'])
  const rewards = input('rewards', ['exercises', 'choices'])
  const picked = reduceSum(graph, pickLast(graph, logProbs, targets), [-1], false)
  const likelihoods = reduceSum(graph, mul(graph, members, picked), [-1], false)
  const choices = logSoftmax(graph, add(graph, likelihoods, absent))
  const expected = total(graph, mul(graph, rewards, exp(graph, choices)))
  const penalty = klLoss(graph, logProbs)
  const loss = add(graph, neg(graph, expected), penalty.loss)
  const [slope] = differentiate(graph, loss, [weights.scales])
  graphOutput(graph, 'choices', choices)
  graphOutput(graph, 'kl', penalty.perRow)
  if (slope) graphOutput(graph, GRADIENT_OF + weights.scales.name, slope)
  return serialize(graph)
}
