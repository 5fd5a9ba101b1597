import { AppError } from '../core/errors.ts'
import { type ByteSource, readExactly } from './byte-source.ts'
import { TOKENIZER_FILES } from './checkpoint.ts'
import { GENERATION_CONFIG } from './generation-config.ts'
import { type ListedTensor, type OpenCheckpoint, openListed } from './open-checkpoint.ts'
import { tensorFloats } from './raw-tensor.ts'
import { openSafetensors } from './safetensors-source.ts'
import { checkShardIndex, parseShardIndex, SHARD_INDEX } from './shard-index.ts'
import { parseStrictJson } from './strict-json.ts'

const WHOLE = 'model.safetensors'
const [TOKENIZER, TOKENIZER_CONFIG] = TOKENIZER_FILES
const SENTENCEPIECE = 'tokenizer.model'
const ADDED_TOKENS = 'added_tokens.json'
const CHAT_TEMPLATE = 'chat_template.jinja'
const FLOATS = ['F32', 'F16', 'BF16']

/**
 * Opens a Hugging Face folder: `config.json`, the weights as one or more safetensors files or as an index with its
 * shards, and the tokenizer's files. Only headers are read.
 *
 * @param files by name within the folder; others than these are ignored.
 * @throws AppError `bad-model`, `unsupported` as `openListed`, `io`.
 */
export async function openCheckpointFolder(files: ReadonlyMap<string, ByteSource>): Promise<OpenCheckpoint> {
  const configBytes = await readWhole(files, 'config.json')
  if (configBytes === undefined) throw new AppError('bad-model', 'The checkpoint has no config.json.')
  const configJson = parseStrictJson(configBytes, 'config.json')
  const listed = await listTensors(files)
  return openListed(configJson, listed, await readTokenizerFiles(files))
}

async function listTensors(files: ReadonlyMap<string, ByteSource>): Promise<Map<string, ListedTensor>> {
  const indexBytes = await readWhole(files, SHARD_INDEX)
  const index = indexBytes && parseShardIndex(indexBytes)
  const shards = new Set(index ? index.values() : weightFiles(files))
  if (index && files.has(WHOLE) && !new Set(index.values()).has(WHOLE)) {
    throw new AppError('bad-model', `The checkpoint has both ${WHOLE} and ${SHARD_INDEX}.`, {
      advice: 'Remove the one that is not meant.',
    })
  }
  if (shards.size === 0) {
    throw new AppError('bad-model', 'The checkpoint has no safetensors file.', {
      advice:
        'Where its weights lie in pytorch_model.bin, transformers writes them anew: AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(FOLDER).',
    })
  }
  const listed = new Map<string, ListedTensor>()
  const found = new Map<string, string[]>()
  for (const shard of [...shards].sort()) {
    const source = files.get(shard)
    if (source === undefined) throw new AppError('bad-model', `The checkpoint has no file ${shard}.`)
    const tensors = await openSafetensors(source)
    found.set(shard, [...tensors.keys()])
    for (const [name, { dtype, shape, read }] of tensors) {
      if (listed.has(name) && !index)
        throw new AppError('bad-model', `Two files of the checkpoint hold ${name}.`)
      if (!FLOATS.includes(dtype)) {
        throw new AppError('bad-model', `${name} holds ${dtype} numbers, not ${FLOATS.join(', ')}.`)
      }
      listed.set(name, {
        shape,
        floats: async () => tensorFloats({ dtype, shape, data: await read() }, name),
      })
    }
  }
  if (index) checkShardIndex(index, found)
  return listed
}

/** Some repositories keep the weights a second time, in their makers' own layout, beside `model.safetensors`. */
function weightFiles(files: ReadonlyMap<string, ByteSource>): string[] {
  if (files.has(WHOLE)) return [WHOLE]
  return [...files.keys()].filter((name) => name.endsWith('.safetensors'))
}

async function readTokenizerFiles(files: ReadonlyMap<string, ByteSource>): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  for (const name of [...TOKENIZER_FILES, GENERATION_CONFIG]) {
    const bytes = await readWhole(files, name)
    if (bytes !== undefined) found.set(name, bytes)
  }
  const pieces = found.has(TOKENIZER) ? undefined : await readWhole(files, SENTENCEPIECE)
  if (pieces) {
    const { tokenizerFromModelFile } = await import('./sentencepiece/tokenizer-files.ts')
    const beside = { config: found.get(TOKENIZER_CONFIG), added: await readWhole(files, ADDED_TOKENS) }
    for (const [name, bytes] of tokenizerFromModelFile(pieces, beside)) found.set(name, bytes)
  }
  const config = found.get(TOKENIZER_CONFIG)
  const template = await readWhole(files, CHAT_TEMPLATE)
  if (template)
    found.set(TOKENIZER_CONFIG, withChatTemplate(config ?? new TextEncoder().encode('{}'), template))
  return found
}

/** Newer repositories keep the chat template beside the config that older ones have it in. */
function withChatTemplate(config: Uint8Array, template: Uint8Array): Uint8Array {
  const json = parseStrictJson(config, TOKENIZER_CONFIG)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return config
  const merged = { ...json, chat_template: new TextDecoder().decode(template) }
  return new TextEncoder().encode(`${JSON.stringify(merged, null, 2)}\n`)
}

async function readWhole(
  files: ReadonlyMap<string, ByteSource>,
  name: string,
): Promise<Uint8Array | undefined> {
  const source = files.get(name)
  return source && readExactly(source, 0, source.size)
}
