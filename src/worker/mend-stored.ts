import { AppError } from '../core/errors.ts'
import { createAlone } from '../io/alone.ts'
import { isAsListed } from '../io/hub/download.ts'
import type { HubOptions } from '../io/hub/hub-fetch.ts'
import type { ByteFolder } from '../io/store/byte-folder.ts'
import { lockName, readAbout, shelfOf } from '../io/store/stored-models.ts'
import { downloadFiles } from './hub-model.ts'
import type { ProgressReport } from './open-progress.ts'

/**
 * Holds a stored download against the hashes that it came with, once a session, and fetches again what is damaged. What
 * an earlier version of the page kept has no hashes and is left to its reader, as is a bundle, which has its own.
 * @throws AppError `bad-input` for what is no id; `integrity` where something is damaged and cannot be fetched now.
 */
export async function mendStored(
  id: string,
  folder: ByteFolder,
  progress: ProgressReport,
  options: HubOptions,
): Promise<void> {
  if (shelfOf(id) !== 'downloads') return
  const about = await readAbout(folder, id)
  const { from } = about ?? {}
  if (!from) return
  const total = from.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const damaged: string[] = []
  let done = 0
  for (const file of from.files) {
    const path = `${id}/${file.path}`
    const onBytes = (loaded: number): void => progress.phase('verifying', done + loaded, total)
    const isThere = (await folder.open(path)) !== null
    if (isThere && !(await isAsListed(folder, path, file, { ...options, onBytes }))) damaged.push(file.path)
    done += file.bytes
  }
  if (damaged.length === 0) return
  const place = { repo: from.repo, revision: from.revision, folder, id }
  const again = from.files.filter(({ path }) => damaged.includes(path))
  try {
    await createAlone(lockName(id), { waitMs: 5000 })(() => downloadFiles(place, again, progress, options))
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'cancelled') throw thrown
    throw new AppError(
      'integrity',
      `What this browser kept of ${about?.name} is damaged, and could not be fetched again. ${thrown.message}`,
      { ...(thrown.advice !== undefined && { advice: thrown.advice }), cause: thrown },
    )
  }
}
