import type { ModelSource } from '../io/model-source.ts'
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
  /** Of weights, as an engine holds them. */
  readonly bytes: number
  readonly fits: boolean
  readonly reason: string | null
}

export interface OpenRequest {
  readonly source: ModelSource
  readonly backend: BackendChoice
  /** Of the CPU engine; by default as many as the machine has, up to four. */
  readonly threads?: number
}

export interface FactorRequest {
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
