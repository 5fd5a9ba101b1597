import type { Adaptation, ConfusionReport, DispatchStrategy, Mix } from '../adapt/adaptation.ts'
import type { FewShotAnswers, FewShotGeneration, FewShotResult } from '../adapt/few-shot/few-shot.ts'
import type { FewShotOptions } from '../adapt/few-shot/options.ts'
import type { SweepCount } from '../adapt/sweep.ts'
import type { AppError, AppErrorCode } from '../core/errors.ts'
import type { DeviceState, SelfTestResult } from '../engine/device-owner/device-state.ts'
import type { Backend, Candidate, FollowedToken } from '../engine/engine.ts'
import type { ModelSource, StoredModel } from '../io/model-source.ts'
import type { Unkept } from '../io/store/spilling-folder.ts'
import type { ModuleKind } from '../model/llama-config.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import type { Box, Picture } from '../model/vision/picture.ts'
import type { WeightsRead } from '../model/weights-read.ts'
import type { ChatFamily } from '../tasks/natural/chat-families.ts'
import type { Family } from '../tasks/task-item.ts'
import type { WrittenExercise } from '../tasks/written-exercises.ts'
import type { TrainingSnapshot } from '../train/snapshot.ts'
import type { TaskSpec } from '../train/task-spec.ts'
import type { WatchedOptions } from '../train/watched-options.ts'
import type { TrainingEvent } from '../train/watched-training.ts'
import type { Silence } from './heartbeat.ts'
import type { FactorEvent, FactorRequest, Inspection, OpenProgress, OpenRequest } from './opening.ts'
import type { ComponentTokens, Inspected, Spectra } from './spectra.ts'

export type { BackendChoice } from './opening.ts'

/** A lane as the page names it; the worker turns it into scales. */
export type LaneSpec = { readonly kind: 'base' } | { readonly kind: 'mix'; readonly mix: Mix }

/** A candidate with the text of its token, ready to show. */
export interface ShownCandidate extends Candidate {
  readonly text: string
}

export interface ShownToken {
  readonly lane: number
  readonly index: number
  readonly id: number
  /** The token alone, with its leading space if it has one; special tokens show their name. */
  readonly piece: string
  readonly top: readonly ShownCandidate[]
}

/** Tokens of all lanes' prompts that have been read, and how many there are. */
export interface ReadShare {
  readonly tokens: number
  readonly of: number
}

/** What one lane says in the place of one token of an answer. */
export interface ShownPlace extends Omit<FollowedToken, 'top'> {
  readonly top: readonly ShownCandidate[]
}

export interface ShownAnswer {
  readonly ids: readonly number[]
  /** One string a token; joined and trimmed they are `text`. */
  readonly pieces: readonly string[]
  readonly text: string
  readonly finished: boolean
}

export interface OpenedModel {
  readonly name: string
  readonly hash: string
  /** Where it can be opened from again; local files have to be picked anew unless they are stored. */
  readonly source: ModelSource
  /** `dense`: base generation only, until `factor` has made it `factored`. */
  readonly form: 'dense' | 'factored'
  /** How it is asked: by the embedded model's own form, by a chat template, or by a text that it continues. */
  readonly chatForm: Tokenizer['form']
  readonly parameters: number
  readonly scales: number
  /** For each token. */
  readonly weightsRead: WeightsRead
  readonly layers: number
  readonly hiddenSize: number
  readonly vocabSize: number
  readonly maxTokens: number
  readonly experts: readonly { readonly name: string; readonly numbers: number; readonly task: string }[]
  /** The model that the experts were trained for, where they came with the page and not with the model; else null. */
  readonly expertsFor: string | null
  readonly backend: Backend
  readonly device: string
  /** Why the CPU runs instead of WebGPU; null when nothing fell back. */
  readonly fallbackReason: string | null
  /** Null on the CPU, which is the reference. */
  readonly selfTest: SelfTestResult | null
  /** Why what was downloaded or factored for it goes with the tab; not there where it is kept, or there was nothing to keep. */
  readonly unkept?: Unkept
}

/** The vision part of a model: a patch encoder, and experts that were trained on pictures. */
export interface OpenedVision {
  /** Of a picture in pixels. */
  readonly width: number
  readonly height: number
  /** The parts of a picture that are read one by one, in their order; an empty one costs no token. */
  readonly panels: readonly Box[]
  readonly tokensPerPanel: number
  /** Numbers of the encoder, and bytes of everything that was fetched. */
  readonly parameters: number
  readonly bytes: number
  /** Experts that any lane may now name, such as `vision`. */
  readonly experts: OpenedModel['experts']
}

/** An expert that a visitor trained or loaded. */
export interface ExpertFacts {
  readonly name: string
  readonly numbers: number
  readonly task: string
  /** Whatever its file says of its making. */
  readonly provenance: Readonly<Record<string, string>>
  /** `‖σ ⊙ z − σ‖ / ‖σ‖` of each module it covers. */
  readonly changes: readonly { readonly layer: number; readonly kind: ModuleKind; readonly change: number }[]
}

/** The word that one soft token of a picture stands nearest to, for people. */
export interface SeenWord {
  readonly panel: number
  readonly text: string
  /** Between the soft token and that word's embedding. */
  readonly cosine: number
}

/** Where the examples of few-shot adaptation come from: a family's validation split, or what a person wrote. */
export type ShotSource =
  | { readonly kind: 'family'; readonly family: Family | ChatFamily; readonly count: number }
  | { readonly kind: 'written'; readonly exercises: readonly WrittenExercise[] }

/** Every call of the worker: what goes in, what streams out while it runs, what it ends with. */
export interface WorkerCalls {
  /** Opens a model from wherever it is: a bundle with its experts, or a checkpoint as a dense model. */
  open: { request: OpenRequest; event: OpenProgress; result: OpenedModel }
  /** What a source is and whether it fits, before any of its weights are fetched. */
  inspect: { request: { readonly source: ModelSource }; event: never; result: Inspection }
  /**
   * Factors the dense model that is open, which goes on answering; the factored one takes its place when it is
   * ready. Cancelling keeps the matrices that are done, and the next call goes on from them.
   */
  factor: { request: FactorRequest; event: FactorEvent; result: OpenedModel }
  /** What lies in the browser's storage. */
  storedModels: { request: Record<string, never>; event: never; result: readonly StoredModel[] }
  /** Null removes all of them. */
  removeStored: { request: { readonly id: string | null }; event: never; result: null }
  /** The most probable next tokens of each lane. */
  next: {
    request: {
      readonly prompt: string
      /** The system message, for a model that chats, in place of its own. */
      readonly system?: string
      /** What the prompt asks about; needs `openVision` first. */
      readonly picture?: Picture
      readonly lanes: readonly LaneSpec[]
      readonly topK: number
    }
    event: never
    result: { readonly lanes: readonly (readonly ShownCandidate[])[]; readonly ms: number }
  }
  generate: {
    request: {
      readonly prompt: string
      readonly system?: string
      readonly picture?: Picture
      readonly lanes: readonly LaneSpec[]
      readonly maxTokens: number
      readonly temperature: number
      readonly seed: number
      readonly topK: number
    }
    event: { readonly tokens: readonly ShownToken[]; readonly read?: ReadShare }
    result: {
      readonly lanes: readonly ShownAnswer[]
      readonly ms: { readonly prefill: number; readonly decode: number }
      /** Generated tokens of all lanes a second of decoding. */
      readonly tokensPerSecond: number
    }
  }
  /** What every lane finds likely at each place of one answer; divergences are from the first lane. */
  follow: {
    request: {
      readonly prompt: string
      readonly picture?: Picture
      readonly system?: string
      readonly lanes: readonly LaneSpec[]
      /** The answer's token ids. */
      readonly answer: readonly number[]
      readonly topK: number
    }
    event: never
    result: {
      /** One string a place; an answer that fills the context may lose its last one. */
      readonly pieces: readonly string[]
      /** `[lanes][places]` */
      readonly lanes: readonly (readonly ShownPlace[])[]
    }
  }
  adapt: {
    request: {
      readonly prompt: string
      readonly system?: string
      readonly picture?: Picture
      readonly strategy: DispatchStrategy
      readonly maxTokens: number
    }
    event: { readonly pass: 1 | 2 }
    result: Adaptation
  }
  /** How each lane shares its belief among the answers on offer: one list a lane, which sums to 1. */
  weighChoices: {
    request: {
      readonly prompt: string
      readonly system?: string
      readonly choices: readonly string[]
      readonly lanes: readonly LaneSpec[]
    }
    event: never
    result: { readonly shares: readonly (readonly number[])[] }
  }
  /** The exact text that a prompt becomes in the model's own form, special tokens by their names. */
  readPrompt: {
    request: { readonly prompt: string; readonly system?: string }
    event: never
    result: { readonly text: string; readonly tokens: number }
  }
  /** Dispatches `items` fresh test prompts; an event after each batch carries the matrix so far. */
  confusion: {
    request: { readonly strategy: DispatchStrategy; readonly items: number; readonly seed: number }
    event: ConfusionReport
    result: ConfusionReport
  }
  /**
   * Searches α on a few examples; an event a generation, and one a batch of its answers. To stop and keep the best, cancel
   * and keep the last generation.
   */
  fewShot: {
    request: { readonly shots: ShotSource; readonly options: FewShotOptions }
    event: FewShotGeneration | FewShotAnswers
    result: FewShotResult
  }
  /** Right answers of several mixes on the same fresh test items; an event a part of them. */
  compare: {
    request: {
      readonly family: Family | ChatFamily
      readonly items: number
      readonly seed: number
      readonly mixes: readonly Mix[]
    }
    event: { readonly items: number; readonly correct: readonly number[] }
    result: { readonly items: number; readonly correct: readonly number[] }
  }
  /** Answers of many mixes to one prompt, and their right answers on the same fresh test items; all as lanes. */
  sweep: {
    request: {
      readonly prompt: string
      readonly picture?: Picture
      readonly system?: string
      readonly mixes: readonly Mix[]
      /** Of the answers to the prompt. */
      readonly maxTokens: number
      /** Null counts nothing. */
      readonly task: {
        readonly family: Family | ChatFamily
        readonly items: number
        readonly seed: number
      } | null
    }
    event: SweepCount
    result: SweepCount
  }
  /** Fetches the vision part of the open model, once; its experts join those that lanes may name. */
  openVision: {
    request: Record<string, never>
    event: { readonly loadedBytes: number; readonly totalBytes: number }
    result: OpenedVision
  }
  /** What the encoder makes of a picture: one word a soft token; none for blank paper. */
  seePicture: {
    request: { readonly picture: Picture }
    event: never
    result: { readonly words: readonly SeenWord[] }
  }
  tokenize: {
    request: { readonly text: string }
    event: never
    result: { readonly ids: readonly number[]; readonly pieces: readonly string[] }
  }
  /**
   * Trains an expert of the open model in small batches. Its gradients keep this thread busy, so a page gives
   * it a worker of its own. Cancelling loses nothing that an event has brought.
   */
  train: {
    request: {
      readonly task: TaskSpec
      readonly options: WatchedOptions
      readonly resume: TrainingSnapshot | null
    }
    event: TrainingEvent
    /** The expert's file; null where no step taught anything. */
    result: { readonly bytes: Uint8Array | null }
  }
  /** Makes an expert's file one that lanes may name. `replaces`: it takes the place of one that was added under this name. */
  addExpert: {
    request: { readonly name: string; readonly bytes: Uint8Array; readonly replaces?: boolean }
    event: never
    result: ExpertFacts
  }
  removeExpert: { request: { readonly name: string }; event: never; result: null }
  /** The numbers of experts and mixes: everything an inspector draws but for words. */
  spectra: { request: { readonly subjects: readonly Inspected[] }; event: never; result: Spectra }
  /** What some components of one adapted module read and write, in so many tokens at either end. */
  components: {
    request: { readonly matrix: string; readonly indices: readonly number[]; readonly tokens: number }
    event: never
    result: { readonly components: readonly ComponentTokens[] }
  }
  /** A device that fails it is given up for the CPU. */
  selfTest: { request: Record<string, never>; event: never; result: SelfTestResult }
  /** Asks for a graphics device again after one was given up; the CPU goes on where there is none. */
  tryDevice: { request: Record<string, never>; event: never; result: DeviceState }
  /** The page's rows of `t2 bench`. */
  bench: {
    request: { readonly lanes: number; readonly tokens: number }
    event: never
    result: { readonly oneLaneMs: number; readonly manyLanesMs: number; readonly lanes: number }
  }
}

export type CallKind = keyof WorkerCalls

export interface WorkerFailure {
  readonly code: AppErrorCode
  readonly message: string
  readonly advice: string | null
}

export type ToWorker =
  | {
      [K in CallKind]: {
        readonly type: 'call'
        readonly id: number
        readonly kind: K
        readonly request: WorkerCalls[K]['request']
      }
    }[CallKind]
  | { readonly type: 'cancel'; readonly id: number }
  /** Whether the worker hears: answered at once, whatever runs. */
  | { readonly type: 'ping' }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  | { readonly type: 'event'; readonly id: number; readonly event: unknown }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: WorkerFailure }
  /** Of the model that is open, whenever it changes. */
  | { readonly type: 'device'; readonly device: DeviceState }

export interface CallOptions<K extends CallKind> {
  /** Aborting rejects with AppError `cancelled` and stops the work in the worker. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: WorkerCalls[K]['event']) => void
}

/** What happens without having been asked for. `worker-lost`: all that was open in the worker is gone with it. */
export type WorkerNews =
  | { readonly type: 'device'; readonly device: DeviceState }
  | { readonly type: 'worker-lost'; readonly error: AppError }
  /** The worker hangs, or seems to; null: it is heard again, or is another one. */
  | { readonly type: 'silence'; readonly silence: Silence | null }

/** The page's side of the protocol. Rejections are AppErrors. */
export interface ModelClient {
  /** Calls under way when the worker is lost reject with `worker-lost` before its news is told. */
  listen(listener: (news: WorkerNews) => void): void
  call<K extends CallKind>(
    kind: K,
    request: WorkerCalls[K]['request'],
    options?: CallOptions<K>,
  ): Promise<WorkerCalls[K]['result']>
  /** Ends the worker as if it had stopped by itself, which ends also one that hangs. */
  restart(): void
  dispose(): void
}
