import { join } from 'node:path'
import type { PreTrainedModel } from '@huggingface/transformers'
import { onnxFolder } from '../../graph/serving/onnx-folder.ts'
import type { MergedModel } from '../../model/export/merged-model.ts'
import { writeFolderWhole } from '../files.ts'
import { makeScratchFolder } from '../scratch-folder.ts'

/** The same weights as a dense model in transformers.js, which knows nothing of this project. */
export interface DensePeer {
  /** For people: the peer and its version. */
  readonly name: string
  /** Logits after the last token, `[vocab]`. */
  logits(ids: readonly number[]): Promise<Float32Array>
  /** Greedy tokens; nothing ends an answer early. */
  greedy(ids: readonly number[], tokens: number): Promise<number[]>
  close(): Promise<void>
}

/**
 * Exports the mix as `t2 export --format onnx` does and opens it in transformers.js on the CPU.
 * @param threads of its runtime, as many as the engine that it is compared with has
 * @throws AppError `limit`, `cancelled`, `io`
 */
export async function openDensePeer(
  merged: MergedModel,
  { threads, signal }: { readonly threads: number; readonly signal: AbortSignal },
): Promise<DensePeer> {
  const folder = makeScratchFolder('dense')
  try {
    await writeFolderWhole(join(folder.path, 'dense'), onnxFolder(merged, { signal }), false)
    const { AutoModelForCausalLM, env, Tensor } = await import('@huggingface/transformers')
    env.allowRemoteModels = false
    env.localModelPath = `${folder.path}/`
    const session_options = { intraOpNumThreads: threads }
    const model: PreTrainedModel = await AutoModelForCausalLM.from_pretrained('dense', { session_options })
    const row = (numbers: readonly number[]) =>
      new Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, numbers.length])
    const inputs = (ids: readonly number[]) => ({
      input_ids: row(ids),
      attention_mask: row(ids.map(() => 1)),
    })
    return {
      name: `transformers.js ${env.version}`,
      async logits(ids) {
        const { logits } = (await model(inputs(ids))) as { logits: InstanceType<typeof Tensor> }
        const data = logits.data as Float32Array
        return data.slice(data.length - data.length / ids.length)
      },
      async greedy(ids, tokens) {
        const options = { max_new_tokens: tokens, do_sample: false, eos_token_id: -1 }
        const written = (await model.generate({ ...inputs(ids), ...options })) as InstanceType<typeof Tensor>
        return Array.from(written.data as BigInt64Array, Number).slice(ids.length)
      },
      async close() {
        await model.dispose()
        folder.remove()
      },
    }
  } catch (thrown) {
    folder.remove()
    throw thrown
  }
}
