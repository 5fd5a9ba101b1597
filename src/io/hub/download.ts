import { AppError, throwIfAborted } from '../../core/errors.ts'
import { persist } from '../persist.ts'
import type { ByteFolder, GrowingFile } from '../store/byte-folder.ts'
import { createContentHash } from './content-hash.ts'
import { askHub, type HubOptions, unreachable } from './hub-fetch.ts'
import { fileUrl, type RepoFile } from './repo-files.ts'

/** What a half of a file is named until all of it is there and is what it should be. */
const PART = '.part'
const PART_BYTES = 8 * 2 ** 20
const HASHED_AT_ONCE = 2 ** 20

export interface DownloadOptions extends HubOptions {
  /** Of this file, with what an earlier visit left. May fall, where something has to be fetched again. */
  readonly onBytes?: (loaded: number, phase: 'downloading' | 'verifying') => void
}

/** Where files of a repository are fetched from and to. */
export interface DownloadPlace {
  readonly repo: string
  readonly revision: string
  readonly folder: ByteFolder
  /** Path in the folder. */
  readonly id: string
}

/**
 * Fetches a file piece by piece into a folder, goes on where an earlier try stopped, and holds all of it against the
 * hash that the repository lists. One that is there already is read through once a session; where it is damaged, it is
 * thrown away and fetched again.
 *
 * @throws AppError `integrity` where it stays different, `quota`, `cancelled`, and as `askHub`.
 */
export async function downloadFile(
  place: DownloadPlace,
  file: RepoFile,
  options: DownloadOptions = {},
): Promise<void> {
  const { folder, id } = place
  const path = `${id}/${file.path}`
  if ((await folder.open(path))?.size === file.bytes) {
    if (await isAsListed(folder, path, file, options)) return options.onBytes?.(file.bytes, 'downloading')
    await folder.remove(path)
  }
  const growing = await folder.extend(path + PART)
  try {
    for (let attempt = 1; !(await fillAndVerify(growing, place, file, options)); attempt++) {
      growing.truncate(0)
      if (attempt === 2) throw different(file)
    }
  } finally {
    growing.close()
  }
  await folder.rename(path + PART, path.slice(path.lastIndexOf('/') + 1))
  checkedIn(folder).add(path)
}

/** Paths that have been held against their hashes since the page was opened, by the storage that they lie in. */
const checked = new WeakMap<ByteFolder, Set<string>>()

function checkedIn({ home }: ByteFolder): Set<string> {
  const paths = checked.get(home) ?? new Set()
  checked.set(home, paths)
  return paths
}

/** Whether a file that was kept still is what the repository lists; read through once a session. */
export async function isAsListed(
  folder: ByteFolder,
  path: string,
  file: RepoFile,
  { signal, onBytes }: Pick<DownloadOptions, 'signal' | 'onBytes'>,
): Promise<boolean> {
  const source = await folder.open(path)
  if (source?.size !== file.bytes) return false
  const paths = checkedIn(folder)
  if (paths.has(path)) return true
  const hash = createContentHash(file)
  for (let at = 0; at < source.size; at += HASHED_AT_ONCE) {
    throwIfAborted(signal)
    const end = Math.min(source.size, at + HASHED_AT_ONCE)
    hash.update(await source.read(at, end))
    onBytes?.(end, 'verifying')
  }
  const isRight = hash.matches()
  if (isRight) paths.add(path)
  return isRight
}

/** Bytes of a file that are here, whole or not. */
export function bytesHere(list: ReadonlyMap<string, number>, { path, bytes }: RepoFile): number {
  return list.get(path) === bytes ? bytes : Math.min(bytes, list.get(path + PART) ?? 0)
}

async function fillAndVerify(
  growing: GrowingFile,
  place: DownloadPlace,
  file: RepoFile,
  options: DownloadOptions,
): Promise<boolean> {
  const { signal, onBytes } = options
  if (growing.size() > file.bytes) growing.truncate(0)
  const hash = createContentHash(file)
  for (let at = 0; at < growing.size(); at += HASHED_AT_ONCE) {
    throwIfAborted(signal)
    hash.update(growing.read(at, Math.min(growing.size(), at + HASHED_AT_ONCE)))
    onBytes?.(Math.min(growing.size(), at + HASHED_AT_ONCE), 'verifying')
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  await persist(
    async () => {
      while (growing.size() < file.bytes) await fetchPart(growing, place, file, options, hash.update)
    },
    { ...options, progress: growing.size, giveUp: (last) => unreachable(file.path, last) },
  )
  return growing.size() === file.bytes && hash.matches()
}

/** One piece of at most 8 MiB; less where the connection breaks off. */
async function fetchPart(
  growing: GrowingFile,
  { repo, revision }: DownloadPlace,
  file: RepoFile,
  options: DownloadOptions,
  onPiece: (bytes: Uint8Array) => void,
): Promise<void> {
  const start = growing.size()
  const end = Math.min(file.bytes, start + PART_BYTES)
  const take = (bytes: Uint8Array): void => {
    throwIfAborted(options.signal)
    growing.append(bytes)
    onPiece(bytes)
    options.onBytes?.(growing.size(), 'downloading')
  }
  await askHub(file.path, fileUrl(repo, revision, file.path), { start, end }, take, options)
}

function different({ path }: RepoFile): AppError {
  return new AppError('integrity', `${path} did not come as the repository lists it.`, {
    advice: 'It may have been changed just now, or something between altered it. Try again later.',
  })
}
