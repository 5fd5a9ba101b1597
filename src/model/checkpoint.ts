import { AppError } from '../core/errors.ts'
import { type LlamaConfig, MODULE_KINDS, moduleName, moduleShape } from './llama-config.ts'
import { parseLlamaConfig, settleBiases } from './parse-config.ts'
import type { CheckpointTensor } from './random-model.ts'
import { rawFloats, tensorFloats } from './raw-tensor.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { type JsonValue, parseStrictJson } from './strict-json.ts'

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

/**
 * @param files `config.json`, one or more `*.safetensors`, and the tokenizer's files, by name within the folder.
 * @throws AppError `bad-model` for missing or contradictory parts, `unsupported` for parts that this project
 * would have to leave out of the arithmetic.
 */
export function readCheckpoint(files: ReadonlyMap<string, Uint8Array>): Checkpoint {
  const configBytes = files.get('config.json')
  if (configBytes === undefined) throw new AppError('bad-model', 'The checkpoint has no config.json.')
  const configJson = parseStrictJson(configBytes, 'config.json')
  const tensors = new Map<string, CheckpointTensor>()
  for (const [path, bytes] of files) {
    if (!path.endsWith('.safetensors')) continue
    for (const [name, tensor] of readSafetensors(bytes).tensors) {
      if (tensors.has(name)) throw new AppError('bad-model', `Two files of the checkpoint hold ${name}.`)
      tensors.set(name, { shape: tensor.shape, data: tensorFloats(tensor, name) })
    }
  }
  const config = settleBiases(parseLlamaConfig(configJson), (name) => tensors.has(name))
  checkTensors(config, tensors)
  const tokenizerFiles = new Map<string, Uint8Array>()
  for (const name of TOKENIZER_FILES) {
    const bytes = files.get(name)
    if (bytes !== undefined) tokenizerFiles.set(name, bytes)
  }
  return { config, configJson, tensors, tokenizerFiles }
}

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

/** Every tensor that a model of this config must have, with its shape; biases are optional and `null` says so. */
export function expectedTensors(config: LlamaConfig): Map<string, { shape: number[]; isOptional: boolean }> {
  const expected = new Map<string, { shape: number[]; isOptional: boolean }>()
  const need = (name: string, ...shape: number[]) => expected.set(name, { shape, isOptional: false })
  need('model.embed_tokens.weight', config.vocab_size, config.hidden_size)
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    need(`model.layers.${layer}.input_layernorm.weight`, config.hidden_size)
    need(`model.layers.${layer}.post_attention_layernorm.weight`, config.hidden_size)
    for (const kind of MODULE_KINDS) {
      const { out, in: in_ } = moduleShape(config, kind)
      need(moduleName(layer, kind), out, in_)
      expected.set(moduleName(layer, kind, 'bias'), { shape: [out], isOptional: true })
    }
  }
  need('model.norm.weight', config.hidden_size)
  if (!config.tie_word_embeddings) need('lm_head.weight', config.vocab_size, config.hidden_size)
  return expected
}

/** Tensors of older files that say nothing the config does not. */
function isRedundant(config: LlamaConfig, name: string): boolean {
  return name.endsWith('.rotary_emb.inv_freq') || (name === 'lm_head.weight' && config.tie_word_embeddings)
}

function checkTensors(config: LlamaConfig, tensors: Map<string, CheckpointTensor>): void {
  const expected = expectedTensors(config)
  for (const name of [...tensors.keys()]) {
    if (expected.has(name)) continue
    if (!isRedundant(config, name)) {
      throw new AppError(
        'unsupported',
        `The checkpoint has a tensor "${name.slice(0, 80)}" that no Llama has.`,
      )
    }
    tensors.delete(name)
  }
  for (const [name, { shape, isOptional }] of expected) {
    const tensor = tensors.get(name)
    if (tensor === undefined) {
      if (isOptional) continue
      throw new AppError('bad-model', `The checkpoint has no tensor ${name}.`)
    }
    if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
      throw new AppError(
        'bad-model',
        `${name} has shape [${tensor.shape}] where the config wants [${shape}].`,
      )
    }
    if (!tensor.data.every(Number.isFinite)) {
      throw new AppError('bad-model', `${name} holds a number that is not finite.`)
    }
  }
}
