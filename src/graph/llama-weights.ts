import type { ModuleKind } from '../model/llama-config.ts'
import type { Value } from './graph.ts'

/** Where a Llama graph takes its parameters from. */
export interface LlamaWeights {
  readonly embedding: Value
  /** `[vocab, hidden]`; the embedding itself where they are tied. */
  readonly lmHead: Value
  readonly finalNorm: Value
  readonly inputNorm: (layer: number) => Value
  readonly postAttentionNorm: (layer: number) => Value
  /** Appends the linear's product with `x [lanes, tokens, in]`. */
  readonly apply: (layer: number, kind: ModuleKind, x: Value) => Value
}
