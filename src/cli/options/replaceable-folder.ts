import { join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import { isFile, listFiles } from '../files.ts'

/** @throws AppError `io` when --force would replace something that is no checkpoint. */
export function guardCheckpointFolder(folder: string): Promise<void> {
  return guardFolder(folder, 'config.json', 'a checkpoint')
}

/** @throws AppError `io` when --force would replace something that is no bundle. */
export function guardBundleFolder(folder: string): Promise<void> {
  return guardFolder(folder, 'manifest.json', 'a model bundle')
}

async function guardFolder(folder: string, mark: string, what: string): Promise<void> {
  const isNothing = (await listFiles(folder)).length === 0 && !(await isFile(folder))
  if (isNothing || (await isFile(join(folder, mark)))) return
  throw new AppError('io', `${folder} is not ${what}, so --force does not replace it.`)
}
