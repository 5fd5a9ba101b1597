import type { FactoredModel } from '../factored-model.ts'

/** One mix of a model, and what its folder says besides its weights. */
export interface MergedModel {
  readonly model: FactoredModel
  /** `s = sigma ⊙ z'`, `[model.totalRank]`. */
  readonly scales: Float32Array
  /** `config.json` of the checkpoint that the bundle was made from. */
  readonly configJson: unknown
  /** `tokenizer.json`, `tokenizer_config.json` and what else the bundle has of its tokenizer. */
  readonly tokenizerFiles: ReadonlyMap<string, Uint8Array>
}

export interface ExportOptions {
  readonly signal?: AbortSignal
  /** Told after each parameter. */
  readonly onParameter?: (done: number, total: number, name: string) => void
}

/** Files by their path in the folder, made as they are asked for. */
export type ExportedFiles = AsyncGenerator<readonly [string, Uint8Array]>
