import type { LlamaConfig } from './llama-config.ts'
import type { CheckpointTensor } from './random-model.ts'
import { rawFloats } from './raw-tensor.ts'
import { writeSafetensors } from './safetensors.ts'
import type { JsonValue } from './strict-json.ts'

/** A Hugging Face folder of a Llama: dense weights. */
export interface Checkpoint {
  readonly config: LlamaConfig
  /** `config.json` as it came, so that what is read can be written again. */
  readonly configJson: JsonValue
  /** By Hugging Face name, float32. */
  readonly tensors: ReadonlyMap<string, CheckpointTensor>
  /** `tokenizer.json` and `tokenizer_config.json`, where the folder has them. */
  readonly tokenizerFiles: ReadonlyMap<string, Uint8Array>
}

export const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'] as const

/** The files of the folder, float32; the weights as one `model.safetensors`. */
export function writeCheckpoint(checkpoint: Checkpoint): Map<string, Uint8Array> {
  const raw = [...checkpoint.tensors].map(
    ([name, tensor]) => [name, rawFloats(tensor.data, tensor.shape)] as const,
  )
  return new Map([
    ['config.json', new TextEncoder().encode(`${JSON.stringify(checkpoint.configJson, null, 2)}\n`)],
    // transformers refuses a file that does not name the framework.
    ['model.safetensors', writeSafetensors(new Map(raw), new Map([['format', 'pt']]))],
    ...checkpoint.tokenizerFiles,
  ])
}

/** A `config.json` that transformers reads as a Llama, for a model that did not come from a checkpoint. */
export function llamaConfigJson(config: LlamaConfig): JsonValue {
  const { eos_token_ids: eos, ...sizes } = config
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_act: 'silu',
    torch_dtype: 'float32',
    ...sizes,
    eos_token_id: eos.length === 1 ? (eos[0] ?? null) : [...eos],
  }
}
