import type { Backend } from '../../engine/engine.ts'
import { en } from '../messages/en.ts'

/** Which backend runs, in words: the adapter's name, or the CPU and why. */
export function backendWords(backend: Backend, device: string, fallbackReason: string | null): string {
  if (backend === 'webgpu' || fallbackReason === null) return en.engine.runsOn(en.backends[backend], device)
  return en.engine.because(fallbackReason)
}
