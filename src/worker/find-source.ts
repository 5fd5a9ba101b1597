import { AppError } from '../core/errors.ts'
import { blobSource } from '../io/blob-source.ts'
import { type FoundModel, findModel } from '../io/found-model.ts'
import type { ModelSource } from '../io/model-source.ts'
import type { ByteFolder } from '../io/store/byte-folder.ts'
import { readAbout, shelfOf, storedReader } from '../io/store/stored-models.ts'
import type { ByteSource } from '../model/byte-source.ts'
import { MANIFEST_FILE } from '../model/manifest.ts'

/**
 * What lies here already: local files or something stored.
 * @throws AppError `bad-input`, `missing`, and what the readers throw.
 */
export async function findHere(
  source: Extract<ModelSource, { kind: 'files' | 'stored' }>,
  folder: ByteFolder,
): Promise<FoundModel> {
  if (source.kind === 'stored') return findStored(source.id, folder)
  if (source.files.length === 0) throw new AppError('bad-input', 'No file was picked.')
  return findModel(new Map(source.files.map(({ path, blob }) => [path, blobSource(blob)])))
}

/**
 * A download or a factored model in the browser's storage.
 * @throws AppError `bad-input` for no id, `missing` where not all of it is there, and what the readers throw
 */
export async function findStored(id: string, folder: ByteFolder): Promise<FoundModel> {
  const shelf = shelfOf(id)
  const about = await readAbout(folder, id)
  const paths = [...(await folder.list(id)).keys()]
  if (shelf === 'models' && paths.includes(MANIFEST_FILE))
    return { format: 'bundle', name: about?.name ?? id, read: storedReader(folder, id) }
  const files = about?.files
  if (shelf !== 'downloads' || !files?.every((file) => paths.includes(file)))
    throw notWhole(about?.name ?? id)
  const sources = new Map<string, ByteSource>()
  for (const file of files) {
    const opened = await folder.open(`${id}/${file}`)
    if (!opened) throw notWhole(about?.name ?? id)
    sources.set(file, opened)
  }
  return findModel(sources, about?.name)
}

function notWhole(name: string): AppError {
  return new AppError('missing', `Of ${name} not all is stored here.`, {
    advice: 'Open it from where it came; what is here will not be fetched again.',
  })
}
