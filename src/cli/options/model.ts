import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import { AppError } from '../../core/errors.ts'
import { type LoadedBundle, readBundle } from '../../model/bundle.ts'
import { isFile, isFolder, readBytes } from '../files.ts'
import { threadCount } from './parsers.ts'

export interface ModelOptions {
  readonly model: string
  readonly threads?: number
}

const ENGINES = ['cpu', 'webgpu'] as const

export interface EngineOptions {
  readonly engine?: (typeof ENGINES)[number]
}

/** The models that come with the playground. */
export const PUBLIC_MODELS = fileURLToPath(new URL('../../../public/models', import.meta.url))

export function addModelOptions(command: Command): Command {
  return command
    .requiredOption('--model <bundle>', 'a bundle folder, or the name of one under public/models (tiny)')
    .option('--threads <n>', 'threads of the engine (default: 2)', threadCount)
}

/** For the commands that run a model: which engine does. */
export function addEngineOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--engine <name>',
      'cpu is onnxruntime, webgpu the engine of the page, on this graphics device',
    )
      .choices(ENGINES)
      .default('cpu'),
  )
}

/**
 * The folder that `--model` means: a path, or else a name under public/models.
 * @throws AppError `io` when there is none, `bad-model` when it holds no manifest.
 */
export async function bundleFolder(model: string): Promise<string> {
  const named = /^[\w.-]+$/.test(model) ? [join(PUBLIC_MODELS, model)] : []
  for (const folder of [model, ...named]) {
    if (!(await isFolder(folder))) continue
    if (await isFile(join(folder, 'manifest.json'))) return folder
    throw new AppError('bad-model', `${folder} is not a model bundle: it has no manifest.json.`, {
      advice: 'Make one with t2 factor.',
    })
  }
  throw new AppError('io', `There is no model ${model}, neither as a folder nor under public/models.`)
}

/** Reads and checks a bundle. */
export async function openBundle(folder: string, signal: AbortSignal): Promise<LoadedBundle> {
  return readBundle((path) => readBytes(join(folder, path)), { signal })
}
