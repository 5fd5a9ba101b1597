import type { ModelSource, RepoChoice } from '../io/model-source.ts'
import type { ModuleGroup } from '../model/llama-config.ts'

/** Which backend the page wants; `auto` prefers WebGPU and says why when it falls back. */
export type BackendChoice = 'auto' | 'webgpu' | 'wasm'

/** How far an opening is. `checking`: what there is and whether it fits; `reading`: weights into memory. */
export interface OpenProgress {
  readonly phase:
    | 'checking'
    | 'downloading'
    | 'verifying'
    | 'reading'
    | 'downloading-engine'
    | 'starting'
    | 'compiling'
    | 'self-test'
  /** Of what the phase is about. */
  readonly loadedBytes: number
  /** 0 while it is not known. */
  readonly totalBytes: number
  /** Of the last seconds; null before there is anything to tell from, and where nothing is moved. */
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
}

/** Whether something has room, with the reason in words where it has not. */
export interface Fit {
  /** Of weights on the device, and there of the smallest batch as well. */
  readonly bytes: number
  readonly fits: boolean
  /** Why it does not fit, or why nobody can tell whether it does. */
  readonly reason: string | null
}

/** What a source is, found out without its weights. */
export interface Inspection {
  readonly name: string
  readonly format: 'bundle' | 'gguf' | 'safetensors'
  /** What it opens as: a bundle is factored, any other checkpoint dense until `factor`. */
  readonly form: 'dense' | 'factored'
  readonly parameters: number
  readonly layers: number
  readonly hiddenSize: number
  readonly vocabSize: number
  readonly maxTokens: number
  /** Still to come over the network. */
  readonly downloadBytes: number
  /** On the WebGPU device as it is; null for a bundle. */
  readonly dense: Fit | null
  /** On the WebGPU device once it is factored. */
  readonly factored: Fit
  /** On the CPU, in the form it opens as, and once it is factored. */
  readonly cpu: Fit
  readonly cpuFactored: Fit
  /** False: the two fits on a device say no more than that there is none. */
  readonly hasWebGpu: boolean
  /** For downloads and factors in the browser's storage; null where it keeps nothing. */
  readonly storage: (Fit & { readonly freeBytes: number }) | null
  /** What can be opened in a hub repository; empty for other sources. */
  readonly choices: readonly RepoChoice[]
}

export interface OpenRequest {
  readonly source: ModelSource
  readonly backend: BackendChoice
  /** With `wasm`: why the CPU is asked for, though a device is wanted. */
  readonly because?: string
  /** Of the CPU engine; by default as many as the machine has, up to four. */
  readonly threads?: number
  /** Absolute address of the page's `models/`, where experts for known models lie; without it none are offered. */
  readonly home?: string
}

export interface FactorRequest {
  /** As of the opening. */
  readonly home?: string
  /** Which linears an expert can change; default all. */
  readonly modules?: ModuleGroup
  readonly dtype?: 'f16' | 'q8'
  /** Of the engine that takes over; default `auto`. */
  readonly backend?: BackendChoice
}

export interface FactorEvent {
  readonly phase: 'factoring' | 'writing' | 'starting'
  readonly done: number
  readonly total: number
  /** The matrix that was finished last. */
  readonly name: string
  /** Of the arithmetic, from 0 to 1. */
  readonly share: number
  readonly secondsLeft: number | null
}
