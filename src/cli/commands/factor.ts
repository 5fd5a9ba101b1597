import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { factorCheckpoint } from '../../model/factor-checkpoint.ts'
import { FACTOR_TYPES, type FactorType } from '../../model/factor-storage.ts'
import { MODULE_GROUPS, type ModuleGroup } from '../../model/llama-config.ts'
import type { ManifestModule } from '../../model/manifest.ts'
import type { OpenCheckpoint } from '../../model/open-checkpoint.ts'
import { hasTokenizer, openTokenizer, TOKENIZER_ADVICE } from '../../model/open-tokenizer.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { diskStore, removeStore, stateFolder } from '../factor/disk-store.ts'
import { createFactorPool } from '../factor/factor-pool.ts'
import { openCheckpointAt } from '../factor/open-source.ts'
import { timeLeft } from '../factor/time-left.ts'
import { refuseExisting, requireWritable, writeFolderWhole } from '../files.ts'
import { threadCount } from '../options/parsers.ts'
import { guardBundleFolder } from '../options/replaceable-folder.ts'
import { alignColumns } from '../output.ts'

interface FactorOptions extends CommonOptions {
  readonly from: string
  readonly out: string
  readonly modules: ModuleGroup
  readonly dtype: FactorType
  readonly threads: number
  readonly force?: boolean
  readonly name?: string
  readonly licence?: string
}

export function factorCommand(): Command {
  return createCommand('factor', 'Turn a Llama checkpoint into a bundle: the SVD of each adapted weight.')
    .requiredOption(
      '--from <path>',
      'a GGUF file, or a Hugging Face folder: config.json, safetensors, tokenizer.json',
    )
    .requiredOption('--out <bundle>', 'the folder to make')
    .addOption(
      new Option('--modules <group>', 'which linears an expert can change')
        .choices(Object.keys(MODULE_GROUPS))
        .default('all'),
    )
    .addOption(
      new Option('--dtype <type>', 'how U and V are stored; q8 takes less room, and answers differ')
        .choices([...FACTOR_TYPES])
        .default('f16'),
    )
    .option('--threads <n>', 'matrices factored at the same time', threadCount, 2)
    .option('--name <name>', "what the bundle calls itself (default: the folder's name)")
    .option(
      '--licence <id>',
      "the licence of the checkpoint, written into the manifest (default: the file's own)",
    )
    .option('--force', 'replace --out, the whole bundle with its experts')
    .addHelpText(
      'after',
      '\nFinished matrices wait in OUT.factoring: the same command goes on where it was stopped.',
    )
    .action(action(runFactor))
}

async function runFactor(options: FactorOptions, context: Context): Promise<void> {
  const { output } = context
  const { from, out, force = false } = options
  if (force) await guardBundleFolder(out)
  else await refuseExisting(out)
  await requireWritable(out)
  const checkpoint = await openCheckpointAt(from)
  await openTokenizer(checkpoint.tokenizerFiles, checkpoint.config, 'The checkpoint')
  if (!hasTokenizer(checkpoint.tokenizerFiles))
    output.note(
      `note: the checkpoint has no tokenizer that is read here, so its bundle is asked in token ids. ${TOKENIZER_ADVICE}`,
    )
  output.note(`note: factoring ${whatIsFactored(checkpoint, options)}.`)
  const started = performance.now()
  const { modules, kept, bytes } = await makeBundle(checkpoint, options, context)
  const seconds = (performance.now() - started) / 1000
  await output.result({ modules, seconds, bytes, threads: options.threads, kept }, () => [
    ...reportLines(modules),
    `${out}: ${bytes} bytes in ${seconds.toFixed(1)} s${kept > 0 ? `, ${kept} matrices from an earlier run` : ''}`,
  ])
}

async function makeBundle(
  checkpoint: OpenCheckpoint,
  options: FactorOptions,
  { output, signal, whenStopped }: Context,
) {
  const { from, out, threads, force = false } = options
  const state = stateFolder(out)
  const pool = createFactorPool(threads, signal)
  const started = performance.now()
  let bytes = 0
  try {
    const { modules, kept, files } = await factorCheckpoint(checkpoint, {
      name: options.name ?? basename(resolve(out)),
      source: {
        checkpoint: basename(resolve(from)),
        licence: options.licence ?? checkpoint.licence ?? 'unknown',
      },
      group: options.modules,
      dtype: options.dtype,
      store: diskStore(state),
      factor: pool.factor,
      atOnce: threads,
      signal,
      onModule: ({ name, done, total, share }) => {
        if (done > 0) whenStopped(`Finished matrices wait in ${state}: the same command goes on from there.`)
        const left = timeLeft(performance.now() - started, share)
        output.progress([`${done} of ${total}: ${name}`, left].filter(Boolean).join(', '))
      },
    })
    await writeFolderWhole(
      out,
      counted(files, (size) => (bytes += size)),
      force,
    )
    await removeStore(state)
    return { modules, kept, bytes }
  } finally {
    await pool.close()
  }
}

async function* counted(
  files: AsyncIterable<readonly [string, Uint8Array]>,
  onBytes: (size: number) => void,
): AsyncGenerator<readonly [string, Uint8Array]> {
  for await (const file of files) {
    onBytes(file[1].length)
    yield file
  }
}

function whatIsFactored({ config }: OpenCheckpoint, { modules, threads }: FactorOptions): string {
  const count = config.num_hidden_layers * MODULE_GROUPS[modules].length
  return `${count} matrices of ${config.num_hidden_layers} layers, ${threads} at a time`
}

function reportLines(modules: readonly ManifestModule[]): string[] {
  return alignColumns([
    ['module', 'rank', 'reconstruction', 'orthogonality', 'as stored'],
    ...modules.map(({ name, rank, reconstructionError, orthogonalityError, storedError }) => [
      name,
      String(rank),
      reconstructionError.toExponential(1),
      orthogonalityError.toExponential(1),
      storedError?.toExponential(1) ?? '',
    ]),
  ])
}
