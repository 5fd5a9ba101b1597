import { AppError } from '../core/errors.ts'
import { expectedTensors } from './expected-tensors.ts'
import type { LlamaConfig } from './llama-config.ts'
import { parseLlamaConfig, settleBiases } from './parse-config.ts'
import type { CheckpointTensor } from './random-model.ts'
import type { JsonValue } from './strict-json.ts'

const HEAD = 'lm_head.weight'

/** A dense checkpoint of the Llama family whose tensors are read one at a time, whatever format they lie in. */
export interface OpenCheckpoint {
  readonly config: LlamaConfig
  /** Hugging Face's `config.json`. */
  readonly configJson: JsonValue
  /** `tokenizer.json` and `tokenizer_config.json`, where the checkpoint has them. */
  readonly tokenizerFiles: ReadonlyMap<string, Uint8Array>
  /** What the checkpoint says of its licence. */
  readonly licence?: string
  /** Hugging Face names, in the order in which the tensors lie in the files. */
  readonly names: readonly string[]
  /**
   * Reads one tensor as float32, in Hugging Face's layout.
   * @throws AppError `bad-model` where it holds a number that is not finite, `io`.
   */
  tensor(name: string): Promise<CheckpointTensor>
}

/** A tensor that the files list, before anything of it is read. */
export interface ListedTensor {
  readonly shape: readonly number[]
  readonly floats: () => Promise<Float32Array>
}

/**
 * Holds what a reader found against what the config demands.
 *
 * @param listed by Hugging Face name, in the order of the files.
 * @throws AppError `bad-model` for missing or contradictory parts, `unsupported` for parts that this project
 * would have to leave out of the arithmetic.
 */
export function openListed(
  givenJson: JsonValue,
  listed: ReadonlyMap<string, ListedTensor>,
  tokenizerFiles: ReadonlyMap<string, Uint8Array>,
): OpenCheckpoint {
  const configJson = settleHead(givenJson, listed.has(HEAD))
  const config = settleBiases(parseLlamaConfig(configJson), (name) => listed.has(name))
  const names = checkNames(config, listed)
  return {
    config,
    configJson,
    tokenizerFiles,
    names,
    async tensor(name) {
      const tensor = listed.get(name)
      if (tensor === undefined) throw missing(name)
      const data = await tensor.floats()
      if (!data.every(Number.isFinite)) {
        throw new AppError('bad-model', `${name} holds a number that is not finite.`)
      }
      return { shape: tensor.shape, data }
    },
  }
}

/** A head of its own counts, as in transformers 5 and llama.cpp, whatever the config says of ties. */
function settleHead(json: JsonValue, hasHead: boolean): JsonValue {
  const isTied = typeof json === 'object' && json !== null && 'tie_word_embeddings' in json
  return hasHead && isTied ? { ...json, tie_word_embeddings: false } : json
}

/** A tensor of older files that says nothing the config does not. */
function isRedundant(name: string): boolean {
  return name.endsWith('.rotary_emb.inv_freq')
}

function checkNames(config: LlamaConfig, listed: ReadonlyMap<string, ListedTensor>): string[] {
  const expected = expectedTensors(config)
  for (const [name, { shape, isOptional }] of expected) {
    const tensor = listed.get(name)
    if (tensor === undefined) {
      if (isOptional) continue
      throw missing(name)
    }
    if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
      throw new AppError(
        'bad-model',
        `${name} has shape [${tensor.shape}] where the config wants [${shape}].`,
      )
    }
  }
  const names = [...listed.keys()].filter((name) => expected.has(name) || !isRedundant(name))
  const stray = names.find((name) => !expected.has(name))
  if (stray === undefined) return names
  throw new AppError('unsupported', `The checkpoint has a tensor "${stray.slice(0, 80)}" that no Llama has.`)
}

function missing(name: string): AppError {
  return new AppError('bad-model', `The checkpoint has no tensor ${name}.`)
}
