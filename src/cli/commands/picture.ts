import { type Command, Option } from 'commander'
import { writePgm } from '../../model/vision/pgm.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import { VISION_FAMILIES, type VisionFamily } from '../../tasks/pictures/pictured-item.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { refuseExisting, requireWritableFile, writeFileWhole } from '../files.ts'

interface PictureCommandOptions extends CommonOptions {
  readonly task: VisionFamily
  readonly out: string
  readonly force?: boolean
}

export function pictureCommand(): Command {
  return createCommand('picture', 'Draw a test picture and say the question that goes with it.', {
    text: 'which picture',
    value: 1,
  })
    .addOption(new Option('--task <name>', 'its family').choices(VISION_FAMILIES).default('vision'))
    .requiredOption('--out <file.pgm>', 'the picture, a grey map')
    .option('--force', 'replace --out')
    .action(action(runPicture))
}

async function runPicture(options: PictureCommandOptions, { output }: Context): Promise<void> {
  const { task, seed, out, force } = options
  if (!force) await refuseExisting(out)
  await requireWritableFile(out)
  const [item] = picturedItems(task, 1, seed)
  if (!item) return
  await writeFileWhole(out, writePgm(item.picture))
  const { prompt, text, expected } = item
  await output.result({ out, task, seed, prompt, text, expected }, () => [
    `${out}: ${text}`,
    `ask: ${prompt}`,
    `right: ${expected}`,
  ])
}
