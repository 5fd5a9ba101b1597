import type { Tensor } from 'onnxruntime-common'
import type { Engine } from '../engine/engine.ts'
import type { OnnxModel } from '../graph/serialize.ts'
import type { Parameter } from './adam.ts'

export type Feeds = Readonly<Record<string, Tensor>>

/** Whatever can be trained on answers: the multipliers of an expert, or the matrices of a LoRA adapter. */
export interface Learner {
  /** Changed in place by the optimiser. */
  readonly parameters: readonly Parameter[]
  /** A gradient graph with KL (policy-graph.ts). */
  readonly graph: OnnxModel
  /** Answers with the present parameters, under the scales of the moment. */
  readonly engine: Engine
  /** The scales of the moment, `[totalRank]`: ask once a step. */
  scales(): Float32Array
  /** What the gradient graph takes besides the batch and the scales. */
  feeds(): Feeds
  /** Gradients in the order of the parameters, from the results of the gradient graph. */
  gradients(results: Feeds): readonly Float32Array[]
}
