import { type Graph, graphInput, type Value } from './graph.ts'
import { pickLast } from './operators/gather.ts'
import { exp, mul, neg, sub } from './operators/pointwise.ts'
import { reduceSum, total } from './operators/reduce.ts'
import { logSoftmax } from './operators/softmax.ts'
import { dimAt } from './shapes.ts'

export interface LikelihoodLoss {
  readonly loss: Value
  /** The inputs, `[rows, 1]` each. */
  readonly targets: Value
  readonly weights: Value
  /** `[rows, vocab]`. */
  readonly logProbs: Value
  /** `[rows, 1]`: log-probability of each target. */
  readonly picked: Value
}

/**
 * `− Σ_t w_t log p(target_t)`. With positive weights this is cross-entropy; with advantages as weights it is
 * REINFORCE (paper eq. 2). Declares the inputs `targets [rows, 1]` and `weights [rows, 1]`, with the prefix in front
 * of their names where a graph has several such losses.
 */
export function likelihoodLoss(graph: Graph, logits: Value, prefix = ''): LikelihoodLoss {
  const rows = dimAt(logits.shape, 0)
  const targets = graphInput(graph, `${prefix}targets`, 'int64', [rows, 1])
  const weights = graphInput(graph, `${prefix}weights`, 'float', [rows, 1])
  const logProbs = logSoftmax(graph, logits)
  const picked = pickLast(graph, logProbs, targets)
  const loss = neg(graph, total(graph, mul(graph, picked, weights)))
  return { loss, targets, weights, logProbs, picked }
}

export interface KlLoss {
  readonly loss: Value
  /** `[rows, 1]`: KL(new ‖ reference) of each row, in nats. */
  readonly perRow: Value
}

/**
 * `Σ_t w_t KL(new ‖ reference)_t` over the whole vocabulary, the paper's direction (eq. 2).
 * Declares the inputs `reference [rows, vocab]` (log-probabilities) and `kl_weights [rows, 1]`.
 */
export function klLoss(graph: Graph, logProbs: Value): KlLoss {
  const reference = graphInput(graph, 'reference', 'float', logProbs.shape)
  const weights = graphInput(graph, 'kl_weights', 'float', [dimAt(logProbs.shape, 0), 1])
  const terms = mul(graph, exp(graph, logProbs), sub(graph, logProbs, reference))
  const perRow = reduceSum(graph, terms, [-1], true)
  return { loss: total(graph, mul(graph, perRow, weights)), perRow }
}
