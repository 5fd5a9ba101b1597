import type { FactoredModel } from '../model/factored-model.ts'

/** One lane: a scale vector and a token sequence. Every lane of a batch reads the same U and V. */
export interface Lane {
  /** `s = sigma ⊙ z'`, `[model.totalRank]`. */
  readonly scales: Float32Array
  /** At least one token. Lanes of one batch may differ in length. */
  readonly ids: readonly number[]
  /**
   * Soft tokens, `[rows, hidden_size]`: vectors that stand where a token's embedding would. The id
   * `vocab_size + r` in `ids` is row r of the lane's own.
   */
  readonly soft?: Float32Array
  /** Overrides the seed of the call, for several samples of one prompt. */
  readonly seed?: number
  /**
   * What the answer of `generate` may begin with. It changes nothing but the time: where it comes true, its tokens
   * are read in one pass instead of being decoded one after the other. An engine may ignore it.
   */
  readonly draft?: readonly number[]
  /**
   * How many tokens at the end of `ids` are already of the answer, default 0: `generate` goes on from there, with the
   * noise and the indices of that place.
   */
  readonly written?: number
}

export interface Candidate {
  readonly id: number
  readonly logit: number
  /** Softmax probability at temperature 1. */
  readonly probability: number
}

/** One generated token of one lane and the distribution it was taken from. */
export interface LaneToken {
  readonly lane: number
  /** 0 for the first generated token. */
  readonly index: number
  readonly id: number
  /** The most probable tokens, descending; empty when `topK` is 0. */
  readonly top: readonly Candidate[]
}

export interface GenerateOptions {
  readonly maxTokens: number
  /** 0 (default) is greedy; ties go to the lowest id. */
  readonly temperature?: number
  readonly seed?: number
  /** How many candidates to report with each token; default 0. */
  readonly topK?: number
  /** Sums up how probable each lane's tokens were; default false. */
  readonly logProbs?: boolean
  /** A lane stops once it has produced one of these, which is then its last id. Empty ignores them. */
  readonly stopIds?: readonly number[]
  readonly signal?: AbortSignal
  /** Where the lanes' prompts are read in several parts: how many of their tokens have been read, and of how many. */
  readonly onRead?: ((tokens: number, of: number) => void) | undefined
  /** Called once per decoding step with the tokens of the lanes that are still running. */
  readonly onTokens?: (tokens: readonly LaneToken[]) => void
}

export interface Generated {
  /** Generated ids, the stop token included when `finished`. */
  readonly ids: number[]
  readonly finished: boolean
  /** Sum of the log-probabilities of `ids` at temperature 1; 0 unless asked for. */
  readonly logProb: number
}

export interface GenerateResult {
  readonly lanes: readonly Generated[]
  readonly ms: { readonly prefill: number; readonly decode: number }
}

export interface ScoredLane extends Lane {
  /** `log p(answer | ids)` is wanted. At least one token. */
  readonly answerIds: readonly number[]
}

export interface Score {
  /** Sum over the answer's tokens of their log-probabilities. */
  readonly logProb: number
  /** One log-probability a token. */
  readonly tokenLogProbs: Float32Array
}

/** What one lane would have said in the place of one token of an answer. */
export interface FollowedToken {
  /** `log p` of the answer's own token. */
  readonly logProb: number
  /** The most probable tokens there, descending. */
  readonly top: readonly Candidate[]
  /** `KL(lane ‖ first lane)` in nats, over the whole vocabulary; 0 in the first lane. */
  readonly divergence: number
}

export type Backend = 'webgpu' | 'wasm' | 'node'

export interface EngineDescription {
  readonly backend: Backend
  /** For people: an adapter's name, or the runtime and the number of threads. */
  readonly device: string
}

/**
 * A model ready to run. Calls are queued: one runs at a time, in the order they were made.
 *
 * Errors of every method: `cancelled`, `bad-input` (empty lane, id outside the vocabulary and the soft tokens, too long),
 * `limit` (more lanes or tokens than the device holds), `device-lost`, `numeric` (NaN or infinity in logits).
 */
export interface Engine {
  readonly model: FactoredModel
  readonly description: EngineDescription
  /** Logits after the last token of each lane: `[lanes][vocab_size]`. */
  logits(lanes: readonly Lane[], signal?: AbortSignal): Promise<Float32Array[]>
  /** The `topK` most probable next tokens of each lane, descending. */
  next(lanes: readonly Lane[], topK: number, signal?: AbortSignal): Promise<Candidate[][]>
  generate(lanes: readonly Lane[], options: GenerateOptions): Promise<GenerateResult>
  /** Teacher-forced likelihoods. */
  score(lanes: readonly ScoredLane[], signal?: AbortSignal): Promise<Score[]>
  /**
   * Teacher-forced distributions, `[lanes][answer tokens]`: what each lane finds likely at every place of an answer, and
   * how far that is from what the first lane does. `bad-input` also where the answers differ in length.
   */
  follow(lanes: readonly ScoredLane[], topK: number, signal?: AbortSignal): Promise<FollowedToken[][]>
  dispose(): void
}
