import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { AppError } from '../core/errors.ts'
import { createAlone } from '../io/alone.ts'
import { type FoundModel, findModel } from '../io/found-model.ts'
import { bytesHere, type DownloadPlace, downloadFile } from '../io/hub/download.ts'
import type { HubOptions } from '../io/hub/hub-fetch.ts'
import { rangeSource } from '../io/hub/range-source.ts'
import { choicesOf, chosenFiles, listRepo, type RepoFile, repoName } from '../io/hub/repo-files.ts'
import type { ModelSource, RepoChoice } from '../io/model-source.ts'
import { freeBytes } from '../io/store/room.ts'
import type { SpillingFolder } from '../io/store/spilling-folder.ts'
import { lockName, storedId, writeAbout } from '../io/store/stored-models.ts'
import { findStored } from './find-source.ts'
import type { ProgressReport } from './open-progress.ts'

type HubSource = Extract<ModelSource, { kind: 'hub' }>

/** A model of huggingface.co, found by asking what its repository holds. */
export interface HubModel {
  readonly name: string
  readonly place: DownloadPlace & { readonly folder: SpillingFolder }
  readonly files: readonly RepoFile[]
  readonly choices: readonly RepoChoice[]
  /** Of its files, what is in the browser's storage already. */
  readonly bytesHere: number
}

/** @throws AppError `bad-input`, `network`, `missing`, `cancelled`. */
export async function findOnHub(
  { repo: text, revision = 'main', file }: HubSource,
  folder: SpillingFolder,
  options: HubOptions,
): Promise<HubModel> {
  const repo = repoName(text)
  const listed = await listRepo(repo, revision, options)
  const files = chosenFiles(listed, file)
  const id = storedId('downloads', keyOf(repo, files))
  const here = await folder.list(id)
  const gguf = files.find(({ path }) => /\.gguf$/i.test(path))
  return {
    name: gguf ? gguf.path.slice(gguf.path.lastIndexOf('/') + 1).replace(/\.gguf$/i, '') : repo,
    place: { repo, revision, folder, id },
    files,
    choices: choicesOf(listed),
    bytesHere: files.reduce((sum, part) => sum + bytesHere(here, part), 0),
  }
}

/** The model by the headers of its files, of which no more is fetched. */
export function peekOnHub(model: HubModel, options: HubOptions): Promise<FoundModel> {
  const { repo, revision } = model.place
  const sources = model.files.map((file) => [file.path, rangeSource(repo, revision, file, options)] as const)
  return findModel(new Map(sources), model.name)
}

/**
 * Brings all files into the browser's storage, whatever of them is not there yet or no longer right; where that has no
 * room, into memory.
 * @throws AppError `quota` where memory has none either, and as `downloadFile`.
 */
export async function downloadModel(
  { name, place, files, bytesHere: before }: HubModel,
  progress: ProgressReport,
  options: HubOptions,
): Promise<FoundModel> {
  const { folder, id, repo, revision } = place
  const missing = files.reduce((sum, { bytes }) => sum + bytes, 0) - before
  const free = folder.isLasting ? await freeBytes() : null
  if (free !== null && missing > free) folder.spill()
  const ran = await createAlone(lockName(id))(async () => {
    const from = { repo, revision, files: [...files] }
    await writeAbout(folder, id, { name, files: files.map(({ path }) => path), from })
    await downloadFiles(place, files, progress, options)
  })
  if (ran) return findStored(id, folder)
  throw new AppError('io', `Another tab is downloading ${name}.`, {
    advice: 'Let it finish, then open it here.',
  })
}

/** @throws AppError as `downloadFile` */
export async function downloadFiles(
  place: DownloadPlace,
  files: readonly RepoFile[],
  progress: ProgressReport,
  options: HubOptions,
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  for (const file of files) {
    await downloadFile(place, file, {
      ...options,
      onBytes: (loaded, phase) => progress.phase(phase, done + loaded, total),
    })
    done += file.bytes
  }
}

/** A file that changes in its repository gets another key, and nothing of it is mixed with the one before. */
function keyOf(repo: string, files: readonly RepoFile[]): string {
  const lines = [repo, ...files.map(({ path, hash }) => `${path} ${hash.hex}`).sort()]
  return bytesToHex(sha256(new TextEncoder().encode(lines.join('\n')))).slice(0, 32)
}
