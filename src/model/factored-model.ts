import type { LlamaConfig, ModuleKind } from './llama-config.ts'

/** A matrix as it is stored: float32, or float16 as raw bits (read with `unpack2x16float` on the GPU). */
export type StoredArray =
  | { readonly dtype: 'F32'; readonly data: Float32Array }
  | { readonly dtype: 'F16'; readonly data: Uint16Array }

interface LinearCommon {
  /** Hugging Face's parameter name, for example `model.layers.3.mlp.up_proj.weight`. */
  readonly name: string
  readonly layer: number
  readonly kind: ModuleKind
  readonly out: number
  readonly in: number
  readonly bias: Float32Array | null
}

/** `W = U diag(sigma) Vᵀ`: an adapted module. */
export interface FactoredLinear extends LinearCommon {
  readonly form: 'factored'
  readonly rank: number
  /** `[out, rank]`, row major. */
  readonly u: StoredArray
  /** `[in, rank]`, row major. */
  readonly v: StoredArray
  /** `[rank]`, descending. */
  readonly sigma: Float32Array
  /** Where this module's `rank` numbers start in a scale vector. */
  readonly scaleOffset: number
}

/** A linear whose weight never changes, kept as it is. */
export interface DenseLinear extends LinearCommon {
  readonly form: 'dense'
  /** `[out, in]`, row major. */
  readonly w: StoredArray
}

export type Linear = FactoredLinear | DenseLinear

export interface LlamaBlock {
  readonly inputNorm: Float32Array
  readonly postAttentionNorm: Float32Array
  readonly linears: Readonly<Record<ModuleKind, Linear>>
}

/** A Llama whose adapted modules are stored as thin SVDs: what every engine takes. */
export interface FactoredModel {
  readonly config: LlamaConfig
  /** sha256 of the manifest, hex: experts name the model they belong to by it. */
  readonly hash: string
  /** `[vocab, hidden]`. */
  readonly embedding: StoredArray
  /** `[vocab, hidden]`, or null where the embedding is tied. */
  readonly lmHead: StoredArray | null
  readonly finalNorm: Float32Array
  readonly blocks: readonly LlamaBlock[]
  /** The adapted modules in manifest order: the layout of every scale vector. */
  readonly adapted: readonly FactoredLinear[]
  /** Length of a scale vector: the sum of the adapted ranks. */
  readonly totalRank: number
}
