import { basename } from 'node:path'
import type { Command } from 'commander'
import { type Expert, readExpert, writeExpert } from '../../model/expert-file.ts'
import { transferExpert } from '../../train/transfer.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { refreshExpertIndex } from '../expert-folder.ts'
import { readBytes, refuseExisting, requireWritableFile, writeFileWhole } from '../files.ts'
import { bundleFolder, openBundle } from '../options/model.ts'

interface TransferCommandOptions extends CommonOptions {
  readonly from: string
  readonly to: string
  readonly out: string
  readonly shuffle?: boolean
  readonly force?: boolean
}

export function transferCommand(): Command {
  return createCommand(
    'transfer',
    "An expert of one model for another of the same shape, by the values' index.",
  )
    .requiredOption('--from <expert>', 'the expert, a .safetensors file')
    .requiredOption(
      '--to <bundle>',
      'the model that receives it: a bundle folder, or a name under public/models',
    )
    .requiredOption('--out <file>', 'the expert for that model, a .safetensors file')
    .option('--shuffle', 'permute every vector at random: the control')
    .option('--force', 'replace --out')
    .action(action(runTransfer))
}

async function runTransfer(options: TransferCommandOptions, context: Context): Promise<void> {
  const { from, out, shuffle = false, seed, force } = options
  const { output, signal } = context
  if (!force) await refuseExisting(out)
  await requireWritableFile(out)
  const { model } = await openBundle(await bundleFolder(options.to), signal)
  const source: Expert = readExpert(await readBytes(from), model.adapted, basename(from, '.safetensors'))
  const { z, ...expert } = transferExpert(source, model, { shuffle, seed })
  await writeFileWhole(out, writeExpert({ ...expert, z }))
  await refreshExpertIndex(out)
  const document = {
    from,
    to: options.to,
    out,
    shuffle,
    seed,
    modules: z.size,
    provenance: expert.provenance,
  }
  await output.result(document, () => [
    `${out}: ${z.size} modules${shuffle ? `, shuffled with seed ${seed}` : ''}`,
  ])
}
