import type { Mix } from '../adapt/adaptation.ts'
import type { ModuleKind } from '../model/llama-config.ts'

/** What is looked at: an expert as its file has it, or a mix as a lane applies it. */
export type Inspected =
  | { readonly kind: 'expert'; readonly name: string }
  | { readonly kind: 'mix'; readonly mix: Mix }

/** An adapted module and its shape. */
export interface AdaptedMatrix {
  /** Hugging Face's parameter name. */
  readonly name: string
  readonly layer: number
  readonly kind: ModuleKind
  readonly out: number
  readonly in: number
  readonly rank: number
}

/** Singular values and multipliers of every adapted module, concatenated in the order of `matrices`. */
export interface Spectra {
  readonly matrices: readonly AdaptedMatrix[]
  /** `[total rank]` */
  readonly sigma: Float32Array
  /** `[total rank]` for each subject, in their order; 1 where it does not cover a module. */
  readonly z: readonly Float32Array[]
}

export interface ScoredToken {
  readonly id: number
  readonly text: string
  readonly score: number
}

/** Tokens at both ends of a direction, the furthest first. */
export interface TokenEnds {
  readonly most: readonly ScoredToken[]
  readonly least: readonly ScoredToken[]
}

/** What one singular component says in tokens. A component and its mirror image, −u and −v, are the same. */
export interface ComponentTokens {
  readonly index: number
  /**
   * Cosine between `g ⊙ embedding` and v, `g` being the weight of the RMSNorm in front; null for a module that does not
   * read the residual stream.
   */
  readonly reads: TokenEnds | null
  /**
   * What one unit of u in the residual stream adds to each logit, less the mean of all, by the direct path: through the
   * last RMSNorm's weight at a root mean square of 1, past all later layers. Null for a module that does not write there.
   */
  readonly writes: TokenEnds | null
}
