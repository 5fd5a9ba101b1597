import type { Command } from 'commander'
import type { Question, Runtime } from '../../adapt/runtime.ts'
import { readPgm } from '../../model/vision/pgm.ts'
import { readBytes } from '../files.ts'
import type { OpenedModel } from '../session.ts'
import { bundleEncoder } from '../vision-folder.ts'

export interface PictureOptions {
  readonly picture?: string
}

export function addPictureOption(command: Command): Command {
  return command.option(
    '--picture <file.pgm>',
    'what the prompt asks about: a grey map, dark ink on light paper (t2 picture makes some)',
  )
}

/** The prompt with the picture it asks about, and what reads the picture; the prompt alone without one. */
export async function pictureQuestion(
  { picture: path }: PictureOptions,
  prompt: string,
  { model, folder }: Pick<OpenedModel, 'model' | 'folder'>,
): Promise<{ readonly question: Question; readonly eyes: Pick<Runtime, 'vision'> }> {
  if (path === undefined) return { question: prompt, eyes: {} }
  const picture = readPgm(await readBytes(path))
  return { question: { prompt, picture }, eyes: { vision: await bundleEncoder(model, folder) } }
}
