import type { Backend } from '../../engine/engine.ts'
import { en } from '../messages/en.ts'

/** Which backend runs, in words: the adapter's name, or the CPU and why. */
export function backendWords(backend: Backend, device: string, fallbackReason: string | null): string {
  if (backend === 'webgpu' || fallbackReason === null) return en.engine.runsOn(en.backends[backend], device)
  const reason = fallbackReason.charAt(0).toLowerCase() + fallbackReason.slice(1)
  return en.engine.because(startsWithName(fallbackReason) ? fallbackReason : reason)
}

/** `WebGPU …` and `GPU …` keep their capitals inside a sentence. */
function startsWithName(text: string): boolean {
  return /^\S*[A-Z]\S*[A-Z]/.test(text)
}
