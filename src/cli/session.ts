import type { Mix } from '../adapt/adaptation.ts'
import type { Runtime } from '../adapt/runtime.ts'
import type { Engine } from '../engine/engine.ts'
import { createNodeEngine } from '../engine/ort/node.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { readLora } from '../model/lora-file.ts'
import type { Context } from './command.ts'
import { UsageError } from './failure.ts'
import { readBytes } from './files.ts'
import { bundleExperts, expertHome, type MixOptions, noteOtherModel, resolveMix } from './options/mix.ts'
import { bundleFolder, type EngineOptions, type ModelOptions, openBundle } from './options/model.ts'
import { withSystem } from './options/prompt.ts'

/** A model with its experts, before there is an engine for it. */
export interface OpenedModel extends Omit<Runtime, 'engine'> {
  /** The bundle's folder. */
  readonly folder: string
  /** What `--expert` and `--mode` ask for; the base without them. */
  readonly mix: Mix
}

export interface Session extends OpenedModel, Runtime {}

type Options = ModelOptions &
  EngineOptions &
  Partial<MixOptions> & {
    /** File of a LoRA adapter that every lane then has. */
    readonly lora?: string
    /** A system message before every prompt. */
    readonly system?: string
  }

/**
 * Opens the model, the experts and the engine that the options name, and disposes of them after `use`.
 * With `all`, every expert of the bundle is there too, as two-pass inference needs.
 */
export async function withSession<T>(
  options: Options,
  context: Context,
  use: (session: Session) => Promise<T>,
  { all = false } = {},
): Promise<T> {
  const opened = await openModel(options, context, { all })
  const { threads, lora: file } = options
  if (options.engine === 'webgpu' && file !== undefined) {
    throw new UsageError('A LoRA adapter runs on the CPU only: leave out --engine webgpu.')
  }
  const lora = file === undefined ? null : readLora(await readBytes(file), opened.model, file)
  if (lora) noteOtherModel(lora.name, lora.provenance, opened.model, (line) => context.output.note(line))
  const engine =
    options.engine === 'webgpu'
      ? await createWebGpuEngine(opened.model)
      : await createNodeEngine(opened.model, {
          ...(threads === undefined ? {} : { threads }),
          ...(lora && { lora }),
        })
  try {
    return await use({ ...opened, engine })
  } finally {
    engine.dispose()
  }
}

/** Loaded on demand: Dawn is a native library that most commands do without. */
export async function createWebGpuEngine(model: FactoredModel): Promise<Engine> {
  const { createDawnEngine } = await import('../engine/webgpu/node/dawn.ts')
  return createDawnEngine(model)
}

/**
 * Opens a bundle with the experts that the options name, or all of them, and no engine.
 * @throws AppError as `openBundle` and `resolveMix` do
 */
export async function openModel(
  options: Options,
  { signal, output }: Context,
  { all = false } = {},
): Promise<OpenedModel> {
  const folder = await bundleFolder(options.model)
  const bundle = await openBundle(folder, signal)
  const { model } = bundle
  const tokenizer = withSystem(bundle.tokenizer, options.system)
  const note = (line: string): void => output.note(line)
  const wanted = all || options.expert !== undefined
  const facts = { config: model.config, form: tokenizer.form }
  const home = wanted ? await expertHome(folder, facts, note) : folder
  const own = all ? await bundleExperts(model, home, note) : new Map()
  const { mode = 'blend', expert } = options
  const named = await resolveMix({ mode, ...(expert && { expert }) }, model, home, note)
  return { model, tokenizer, experts: new Map([...own, ...named.experts]), folder, mix: named.mix }
}
