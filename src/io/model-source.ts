/** One file that a person picked or dropped. */
export interface LocalFile {
  /** Its path within the folder that was picked, or its name. */
  readonly path: string
  readonly blob: Blob
}

/** Where a model is to come from. Nothing is asked of a network unless `bundle` or `hub` says so. */
export type ModelSource =
  /** The address of a bundle's folder, absolute; the embedded model is one. */
  | { readonly kind: 'bundle'; readonly url: string }
  /**
   * A repository of huggingface.co as `owner/name`. `file` is one of what `inspect` lists; by default the
   * safetensors, else the smallest GGUF.
   */
  | { readonly kind: 'hub'; readonly repo: string; readonly revision?: string; readonly file?: string }
  /** A GGUF file, the files of a Hugging Face folder, or those of a bundle. */
  | { readonly kind: 'files'; readonly files: readonly LocalFile[] }
  /** What `storedModels` lists. */
  | { readonly kind: 'stored'; readonly id: string }

/** A file of a hub repository, or its safetensors together, that can be opened. */
export interface RepoChoice {
  /** What `file` of the source has to be. */
  readonly file: string
  readonly format: 'gguf' | 'safetensors' | 'bundle'
  /** With config and tokenizer. */
  readonly bytes: number
}

/** What the browser keeps of models from visit to visit. */
export interface StoredModel {
  readonly id: string
  readonly name: string
  /** `model`: a bundle; `download`: a checkpoint as it came; `factors`: matrices of a factoring that is not over. */
  readonly kind: 'model' | 'download' | 'factors'
  readonly bytes: number
  /** All of it is there, and `{kind: 'stored', id}` opens it. */
  readonly isWhole: boolean
}
