import { AppError, asAppError, throwIfAborted } from '../../core/errors.ts'
import { pause } from '../pause.ts'
import type { ByteFolder, GrowingFile } from '../store/byte-folder.ts'
import { createContentHash } from './content-hash.ts'
import { type HubOptions, hubFetch, TRIES, unreachable } from './hub-fetch.ts'
import { fileUrl, type RepoFile } from './repo-files.ts'

/** What a half of a file is named until all of it is there and is what it should be. */
const PART = '.part'
const PART_BYTES = 8 * 2 ** 20
const PAUSE_MS = 300
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
 * hash that the repository lists.
 *
 * @throws AppError `integrity` where it stays different, `quota`, `cancelled`, and as `hubFetch`.
 */
export async function downloadFile(
  place: DownloadPlace,
  file: RepoFile,
  options: DownloadOptions = {},
): Promise<void> {
  const { folder, id } = place
  const path = `${id}/${file.path}`
  if ((await folder.open(path))?.size === file.bytes) return options.onBytes?.(file.bytes, 'downloading')
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
  let failures = 0
  while (growing.size() < file.bytes) {
    const before = growing.size()
    try {
      await fetchPart(growing, place, file, options, (bytes) => hash.update(bytes))
      if (growing.size() === before) throw new Error('The server sent nothing.')
      failures = 0
    } catch (thrown) {
      throwIfAborted(signal)
      if (thrown instanceof AppError) throw thrown
      failures = growing.size() > before ? 1 : failures + 1
      if (failures === TRIES) throw unreachable(file.path, asAppError(thrown, 'network'))
      await (options.wait ?? ((ms) => pause(ms, signal)))(PAUSE_MS * 2 ** failures)
    }
  }
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
  const response = await hubFetch(file.path, options)(fileUrl(repo, revision, file.path), {
    headers: { range: `bytes=${start}-${end - 1}` },
  })
  // A server that does not know ranges sends everything: what is here already is passed over.
  let skip = response.status === 206 ? 0 : start
  const reader = response.body?.getReader()
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      throwIfAborted(options.signal)
      const bytes = part.value.subarray(Math.min(skip, part.value.length))
      skip -= part.value.length - bytes.length
      if (bytes.length === 0) continue
      if (growing.size() + bytes.length > file.bytes) throw different(file)
      growing.append(bytes)
      onPiece(bytes)
      options.onBytes?.(growing.size(), 'downloading')
    }
  } finally {
    await reader?.cancel().catch(() => undefined)
  }
}

function different({ path }: RepoFile): AppError {
  return new AppError('integrity', `${path} did not come as the repository lists it.`, {
    advice: 'It may have been changed just now, or something between altered it. Try again later.',
  })
}
