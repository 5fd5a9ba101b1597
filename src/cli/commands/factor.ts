import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { readCheckpoint } from '../../model/checkpoint-folder.ts'
import { factorCheckpoint } from '../../model/factor-checkpoint.ts'
import { MODULE_GROUPS, type ModuleGroup } from '../../model/llama-config.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { refuseExisting, requireWritable, writeFolderWhole } from '../files.ts'
import { guardBundleFolder, readCheckpointFolder } from '../options/checkpoint-folder.ts'
import { alignColumns } from '../output.ts'

interface FactorOptions extends CommonOptions {
  readonly from: string
  readonly out: string
  readonly modules: ModuleGroup
  readonly dtype: 'f16' | 'f32'
  readonly force?: boolean
  readonly name?: string
  readonly licence: string
}

export function factorCommand(): Command {
  return createCommand('factor', 'Turn a Llama checkpoint into a bundle: the SVD of each adapted weight.')
    .requiredOption('--from <dir>', 'a Hugging Face folder: config.json, model.safetensors, tokenizer.json')
    .requiredOption('--out <bundle>', 'the folder to make')
    .addOption(
      new Option('--modules <group>', 'which linears an expert can change')
        .choices(Object.keys(MODULE_GROUPS))
        .default('all'),
    )
    .addOption(new Option('--dtype <type>', 'how U and V are stored').choices(['f16', 'f32']).default('f16'))
    .option('--name <name>', "what the bundle calls itself (default: the folder's name)")
    .option('--licence <id>', 'the licence of the checkpoint, written into the manifest', 'unknown')
    .option('--force', 'replace --out, the whole bundle with its experts')
    .action(action(runFactor))
}

async function runFactor(options: FactorOptions, { output, signal }: Context): Promise<void> {
  const { from, out, force = false } = options
  if (force) await guardBundleFolder(out)
  else await refuseExisting(out)
  await requireWritable(out)
  const checkpoint = await readCheckpoint(await readCheckpointFolder(from))
  const started = performance.now()
  const { files, report } = await factorCheckpoint(checkpoint, {
    name: options.name ?? basename(resolve(out)),
    source: { checkpoint: basename(resolve(from)), licence: options.licence },
    group: options.modules,
    dtype: options.dtype,
    signal,
    onModule: (module, done, total) => output.progress(`${done} of ${total}: ${module.name}`),
  })
  await writeFolderWhole(out, files, force)
  const seconds = (performance.now() - started) / 1000
  const bytes = [...files.values()].reduce((sum, file) => sum + file.byteLength, 0)
  await output.result({ modules: report.modules, seconds, bytes }, () => [
    ...alignColumns([
      ['module', 'rank', 'reconstruction', 'orthogonality'],
      ...report.modules.map((module) => [
        module.name,
        String(module.rank),
        module.reconstructionError.toExponential(1),
        module.orthogonalityError.toExponential(1),
      ]),
    ]),
    `${out}: ${bytes} bytes in ${seconds.toFixed(1)} s`,
  ])
}
