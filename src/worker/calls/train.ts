import { writeExpert } from '../../model/expert-file.ts'
import { loadWasm } from '../load-wasm.ts'
import type { Call } from './call.ts'

/** Sampling runs on whatever engine is open, the gradient graph in WebAssembly; both are fetched when first needed. */
export const train: Call<'train'> = async ({ task, options, resume }, { slot, signal, emit }) => {
  const { engine, tokenizer } = slot.current().runtime
  const [{ trainWatched }, { wasmRuntime }] = await Promise.all([
    import('../../train/watched-training.ts'),
    loadWasm(),
  ])
  const expert = await trainWatched(wasmRuntime, engine, tokenizer, task, options, {
    signal,
    ...(resume && { resume }),
    onEvent: emit,
  })
  return { bytes: expert && writeExpert(expert) }
}
