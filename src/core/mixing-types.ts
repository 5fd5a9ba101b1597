export const MIX_MODES = ['blend', 'paper', 'reference'] as const
export type MixMode = (typeof MIX_MODES)[number]

/** What mixing needs to know of an adapted module. A FactoredLinear satisfies it. */
export interface SpectralModule {
  readonly name: string
  readonly rank: number
  readonly sigma: Float32Array
  readonly scaleOffset: number
}

/** One `z` per covered module, by Hugging Face parameter name; 1 leaves a singular value unchanged. */
export type ExpertVectors = ReadonlyMap<string, Float32Array>

/** One expert's part in a mix. `alpha` is one number, or one per adapted module in manifest order. */
export interface MixTerm {
  readonly z: ExpertVectors
  readonly alpha: number | ArrayLike<number>
}
