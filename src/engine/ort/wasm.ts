import * as ort from 'onnxruntime-web/wasm'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Engine } from '../engine.ts'
import { createOrtEngine } from './ort-engine.ts'
import { narrowRuntime } from './runtime.ts'

/** The fallback of the page: onnxruntime-web on the CPU, with threads only where the page is isolated. */
export function createWasmEngine(model: FactoredModel): Promise<Engine> {
  const threads = globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency || 1) : 1
  ort.env.wasm.numThreads = threads
  const device = `onnxruntime-web ${ort.env.versions.web ?? ''} (WebAssembly), ${threads} thread${threads === 1 ? '' : 's'}`
  return createOrtEngine(narrowRuntime(ort), model, { description: { backend: 'wasm', device }, threads })
}
