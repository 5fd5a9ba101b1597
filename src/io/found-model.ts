import { AppError } from '../core/errors.ts'
import type { ByteSource } from '../model/byte-source.ts'
import { openCheckpointFolder } from '../model/checkpoint-folder.ts'
import { openGguf } from '../model/gguf/open-gguf.ts'
import { isGgufPart } from '../model/gguf/part-name.ts'
import { MANIFEST_FILE } from '../model/manifest.ts'
import type { OpenCheckpoint } from '../model/open-checkpoint.ts'
import type { ReadFile } from './bundle-folder.ts'

/** A model that lies somewhere, recognised by its headers. */
export type FoundModel =
  | { readonly format: 'bundle'; readonly name: string; readonly read: ReadFile }
  | {
      readonly format: 'gguf' | 'safetensors'
      readonly name: string
      readonly checkpoint: OpenCheckpoint
    }

const PICKLED = /\.(bin|pth|pt|ckpt|pkl)$/i
const ADVICE =
  'Pick one GGUF file, a Hugging Face folder (config.json, safetensors, tokenizer.json), or a folder that t2 factor has made.'

/**
 * What model a set of files is: a bundle, a GGUF file, or a Hugging Face folder.
 * @param files by relative path; others than the model's own are ignored.
 * @param name of the model, where its files say none
 * @throws AppError `bad-input` where there is none, more than one or only a part of one; what the readers throw.
 */
export async function findModel(files: ReadonlyMap<string, ByteSource>, name?: string): Promise<FoundModel> {
  const bundles = foldersWith(files, MANIFEST_FILE)
  const ggufs = [...files.keys()].filter((path) => /\.gguf$/i.test(path))
  const weights = [...files.keys()].filter((path) => path.endsWith('.safetensors'))
  if (bundles.length > 1) throw several(bundles.map((folder) => folder || MANIFEST_FILE))
  const [bundle] = bundles
  if (bundle !== undefined) {
    const held = within(files, bundle)
    return { format: 'bundle', name: name ?? (lastPart(bundle) || 'model'), read: readerOf(held) }
  }
  const configs = foldersWith(files, 'config.json').filter((folder) => hasWeights(files, folder))
  const part = ggufs.find(isGgufPart)
  if (part !== undefined) {
    throw new AppError('unsupported', `${lastPart(part)} is one part of a GGUF that was split.`, {
      advice: 'Take a GGUF in one file, or join the parts with llama-gguf-split --merge.',
    })
  }
  if (ggufs.length > 1 || (ggufs.length === 1 && configs.length > 0))
    throw several([...ggufs, ...configs.map((folder) => `${folder || 'the folder'} with config.json`)])
  const [gguf] = ggufs
  if (gguf !== undefined) return foundGguf(files, gguf, name)
  if (configs.length > 1) throw several(configs.map((folder) => folder || 'the folder itself'))
  const [config] = configs
  if (config === undefined) throw incomplete(files, weights)
  const checkpoint = await openCheckpointFolder(within(files, config))
  return { format: 'safetensors', name: name ?? (lastPart(config) || 'model'), checkpoint }
}

async function foundGguf(
  files: ReadonlyMap<string, ByteSource>,
  path: string,
  name: string | undefined,
): Promise<FoundModel> {
  const source = files.get(path)
  if (!source) throw new AppError('missing', `There is no file ${path}.`)
  const checkpoint = await openGguf(source)
  return { format: 'gguf', name: name ?? lastPart(path).replace(/\.gguf$/i, ''), checkpoint }
}

function incomplete(files: ReadonlyMap<string, ByteSource>, weights: readonly string[]): AppError {
  const names = [...files.keys()].map(lastPart)
  const pickled = names.find((path) => PICKLED.test(path))
  if (weights.length > 0) {
    return new AppError('bad-input', 'There are weights, but no config.json beside them.', {
      advice: 'Pick the whole folder: config.json, tokenizer.json and tokenizer_config.json belong to it.',
    })
  }
  if (pickled !== undefined) {
    return new AppError(
      'unsupported',
      `${pickled} is a PyTorch file. Such files can hold programs, and are not opened here.`,
      { advice: 'Take the model as safetensors or GGUF.' },
    )
  }
  if (names.includes('config.json')) {
    return new AppError('bad-input', 'There is a config.json, but no weights beside it.', {
      advice: 'Pick the safetensors files as well, best the whole folder.',
    })
  }
  const what =
    names.length === 1 ? `${names[0]} is no model.` : `None of the ${names.length} files is a model.`
  return new AppError('bad-input', what, { advice: ADVICE })
}

function several(models: readonly string[]): AppError {
  return new AppError('bad-input', `There is more than one model: ${models.slice(0, 4).join(', ')}.`, {
    advice: 'Pick one of them.',
  })
}

function hasWeights(files: ReadonlyMap<string, ByteSource>, folder: string): boolean {
  return [...within(files, folder).keys()].some((path) => /^[^/]+\.safetensors$/.test(path))
}

/** Folders that hold such a file, without a slash at their ends; the outermost is ''. */
function foldersWith(files: ReadonlyMap<string, ByteSource>, file: string): string[] {
  return [...files.keys()].flatMap((path) => {
    if (path === file) return ['']
    return path.endsWith(`/${file}`) ? [path.slice(0, -file.length - 1)] : []
  })
}

function within(files: ReadonlyMap<string, ByteSource>, folder: string): Map<string, ByteSource> {
  const prefix = folder === '' ? '' : `${folder}/`
  return new Map(
    [...files].flatMap(([path, source]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), source] as const] : [],
    ),
  )
}

function readerOf(files: ReadonlyMap<string, ByteSource>): ReadFile {
  return async (path, onBytes) => {
    const source = files.get(path)
    if (!source) {
      throw new AppError('missing', `There is no file ${path}.`, {
        advice: 'Pick all files of the bundle, best its whole folder.',
      })
    }
    const bytes = await source.read(0, source.size)
    onBytes(bytes.length)
    return bytes
  }
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
