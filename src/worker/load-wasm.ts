import wasmFile from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import { fetchFile } from '../io/fetch-file.ts'

type Wasm = typeof import('../engine/ort/wasm.ts')

/** Put in by the build. */
declare const CPU_ENGINE_BYTES: number

export type OnEngineBytes = (loaded: number, total: number) => void

let loading: Promise<Wasm> | null = null

/**
 * The CPU engine. Its WebAssembly is fetched as every other file is, tried again and given up where nothing comes:
 * onnxruntime by itself waits for ever, and refuses for good after one failure.
 * @param onBytes how much has come, as bytes of the file itself; not called where it is on its way already
 * @throws AppError as `fetchFile`
 */
export function loadWasm(onBytes?: OnEngineBytes): Promise<Wasm> {
  loading ??= load(onBytes).catch((thrown: unknown) => {
    loading = null
    throw thrown
  })
  return loading
}

async function load(onBytes?: OnEngineBytes): Promise<Wasm> {
  const address = new URL(wasmFile, import.meta.url)
  // Node's own onnxruntime reads it from the disk.
  const isServed = address.protocol.startsWith('http')
  const [wasm, bytes] = await Promise.all([
    import('../engine/ort/wasm.ts'),
    isServed ? fetchFile(address, { onBytes: (received) => onBytes?.(received, CPU_ENGINE_BYTES) }) : null,
  ])
  if (bytes) wasm.giveBinary(bytes)
  return wasm
}
