import * as ort from 'onnxruntime-web/wasm'
import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Engine } from '../engine.ts'
import { createOrtEngine } from './ort-engine.ts'
import { narrowRuntime, type OrtRuntime } from './runtime.ts'

const MOST_THREADS = 4

/** Threads need shared memory, which only an isolated page has. */
function threadsFor(wanted = globalThis.navigator?.hardwareConcurrency ?? 1): number {
  return globalThis.crossOriginIsolated ? Math.max(1, Math.min(MOST_THREADS, wanted)) : 1
}

ort.env.wasm.numThreads = threadsFor()

/** onnxruntime-web on the CPU, as the rest of the project sees it. */
export const wasmRuntime: OrtRuntime = withPauses(narrowRuntime(ort))

/**
 * The fallback of the page: onnxruntime-web on the CPU. The first session decides on the threads of all.
 * @param wanted threads; by default as many as the machine has, up to four
 * @throws AppError `unsupported` where the browser cannot run it, `out-of-memory`
 */
export async function createWasmEngine(model: FactoredModel, wanted?: number): Promise<Engine> {
  const threads = threadsFor(wanted)
  ort.env.wasm.numThreads = threads
  const device = `onnxruntime-web ${ort.env.versions.web ?? ''} (WebAssembly), ${threads} thread${threads === 1 ? '' : 's'}`
  try {
    return await createOrtEngine(wasmRuntime, model, { description: { backend: 'wasm', device }, threads })
  } catch (thrown) {
    throw whyNot(thrown)
  }
}

function whyNot(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (typeof WebAssembly === 'undefined' || /SIMD/.test(message)) {
    return new AppError(
      'unsupported',
      'This browser has no WebAssembly, or one too old for the CPU engine.',
      {
        advice: 'Use a current Chrome, Edge, Safari or Firefox, with WebAssembly not switched off.',
        cause: thrown,
      },
    )
  }
  if (thrown instanceof RangeError || /memory/i.test(message)) {
    return new AppError('out-of-memory', 'There is not enough memory for the CPU engine.', {
      advice: 'Close other tabs, or open a smaller model.',
      cause: thrown,
    })
  }
  return new AppError('unsupported', `The CPU engine did not start: ${message}`, { cause: thrown })
}

/** What onnxruntime would otherwise fetch by itself. */
export function giveBinary(bytes: Uint8Array): void {
  ort.env.wasm.wasmBinary = bytes as Uint8Array<ArrayBuffer>
}

/**
 * WebAssembly computes on the thread that asked for it. Without a pause between runs that thread would hear no
 * message, a cancellation or a newer slider value, before the whole call is over.
 */
function withPauses(runtime: OrtRuntime): OrtRuntime {
  const pause = createPause()
  return {
    ...runtime,
    InferenceSession: {
      async create(bytes, options) {
        const session = await runtime.InferenceSession.create(bytes, options)
        return {
          async run(feeds, fetches) {
            const results = await session.run(feeds, fetches)
            await pause()
            return results
          },
          release: () => session.release(),
        }
      },
    },
  }
}

/** One turn of the event loop; a timer would cost 4 ms once it has been set a few times. */
function createPause(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    })
}
