import { basename, join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Mix } from '../../adapt/adaptation.ts'
import { MIX_MODES, type MixMode } from '../../core/mixing-types.ts'
import { knownModel, type ModelFacts } from '../../io/known-experts.ts'
import { VISION_ENCODER, visionExpertPath } from '../../io/vision-index.ts'
import { type Expert, readExpert } from '../../model/expert-file.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { weightsApart } from '../../model/weights-fingerprint.ts'
import { UsageError } from '../failure.ts'
import { isFile, listFiles, readBytes } from '../files.ts'
import { PUBLIC_MODELS } from './model.ts'
import { parseDecimal } from './parsers.ts'

export interface MixOptions {
  readonly expert?: readonly ExpertArgument[]
  readonly mode: MixMode
}

/** One `--expert NAME|FILE[=ALPHA]`. */
export interface ExpertArgument {
  readonly source: string
  readonly alpha: number
  /** The whole argument, for a path that has `=` in it and no alpha after it. */
  readonly whole: string
}

const SUFFIX = '.safetensors'

export function addMixOptions(command: Command): Command {
  return command
    .option(
      '--expert <name|file[=alpha]>',
      "an expert of the bundle or a file, and how much of it (default 1); may be repeated; negative alphas work: 'math=-0.5'",
      collectExpert,
    )
    .addOption(mixModeOption())
}

export function addMixMode(command: Command): Command {
  return command.addOption(mixModeOption())
}

function mixModeOption(): Option {
  return new Option('--mode <mode>', 'how experts are mixed').choices(MIX_MODES).default('blend')
}

function collectExpert(text: string, previous: readonly ExpertArgument[] = []): ExpertArgument[] {
  return [...previous, parseExpertArgument(text)]
}

/** Splits at the last `=`. What follows must be a number, unless the `=` belongs to a path. */
export function parseExpertArgument(text: string): ExpertArgument {
  const split = text.lastIndexOf('=')
  const source = split < 0 ? text : text.slice(0, split)
  const alpha = split < 0 ? 1 : parseDecimal(text.slice(split + 1))
  if (alpha !== null && source !== '') return { source, alpha, whole: text }
  if (source !== '' && /[/\\]|\.safetensors$/.test(text.slice(split + 1))) {
    return { source: text, alpha: 1, whole: text }
  }
  throw new InvalidArgumentError('It must be NAME, FILE, NAME=ALPHA or FILE=ALPHA with a number as ALPHA.')
}

/** The experts that a mix names, and the mix over them, keyed by what was typed. */
export async function resolveMix(
  options: MixOptions,
  model: FactoredModel,
  folder: string,
  note: (line: string) => void,
): Promise<{ mix: Mix; experts: ReadonlyMap<string, Expert> }> {
  const experts = new Map<string, Expert>()
  const alpha: Record<string, number> = {}
  for (const argument of options.expert ?? []) {
    const source = (await isFile(argument.whole)) ? argument.whole : argument.source
    const amount = source === argument.source ? argument.alpha : 1
    if (experts.has(source)) throw new UsageError(`The expert ${source} is named twice.`)
    const path = await expertPath(source, folder)
    experts.set(source, await loadExpert(path, source, model, note))
    alpha[source] = amount
  }
  const amounts = Object.values(alpha)
  if (options.mode === 'paper' && amounts.length > 0 && amounts.every((amount) => amount === 0))
    note('note: with every α at 0 in paper mode, whatever these experts cover is the zero matrix.')
  return { mix: { mode: options.mode, alpha }, experts }
}

/** Every expert of the bundle's own folder, by name. */
export async function bundleExperts(
  model: FactoredModel,
  folder: string,
  note: (line: string) => void,
): Promise<Map<string, Expert>> {
  const experts = new Map<string, Expert>()
  for (const path of await expertFiles(folder)) {
    const name = basename(path, SUFFIX)
    experts.set(name, await loadExpert(path, name, model, note))
  }
  return experts
}

async function expertPath(source: string, folder: string): Promise<string> {
  if (/^[\w.-]+$/.test(source)) {
    for (const own of [join('experts', source + SUFFIX), visionExpertPath(source)]) {
      if (own !== VISION_ENCODER && (await isFile(join(folder, own)))) return join(folder, own)
    }
  }
  const isPath = /[/\\]/.test(source) || source.endsWith(SUFFIX)
  if (isPath || (await isFile(source))) return source
  const names = (await expertFiles(folder)).map((path) => basename(path, SUFFIX))
  throw new UsageError(
    `This model has no expert named ${source}.`,
    names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has none; give a file.',
  )
}

async function expertFiles(folder: string): Promise<string[]> {
  const experts = join(folder, 'experts')
  return (await listFiles(experts)).filter((name) => name.endsWith(SUFFIX)).map((name) => join(experts, name))
}

async function loadExpert(
  path: string,
  name: string,
  model: FactoredModel,
  note: (line: string) => void,
): Promise<Expert> {
  const expert = readExpert(await readBytes(path), model.adapted, name)
  noteOtherModel(path, expert.provenance, model, note)
  return expert
}

/**
 * The folder whose experts a bundle gets: its own, or that of the known model it is, where it has none.
 */
export async function expertHome(
  folder: string,
  facts: ModelFacts,
  note: (line: string) => void,
): Promise<string> {
  if ((await expertFiles(folder)).length > 0) return folder
  const known = knownModel(facts)
  if (!known) return folder
  const home = join(PUBLIC_MODELS, known.folder)
  if ((await expertFiles(home)).length === 0) return folder
  note(`note: by its shapes and chat form this is ${known.name}; its experts come from ${home}.`)
  return home
}

/** Says so when a file was trained on another model, whose shapes happen to fit. */
export function noteOtherModel(
  path: string,
  provenance: Expert['provenance'],
  model: FactoredModel,
  note: (line: string) => void,
): void {
  const { model: trainedOn } = provenance
  if (trainedOn === undefined || trainedOn === model.hash) return
  const apart = weightsApart(model, provenance)
  if (apart === 0) return
  if (apart !== null) {
    const percent = (100 * apart).toFixed(1)
    note(
      `note: ${path} was trained on other weights of this shape: nuclear norms differ by up to ${percent} %.`,
    )
    return
  }
  note(`note: ${path} was trained on another model (${trainedOn.slice(0, 12)}…); its shapes fit this one.`)
}
