import { AppError } from '../../core/errors.ts'
import { inTime } from '../../core/in-time.ts'
import { blobSource } from '../blob-source.ts'
import { offered } from '../offered.ts'
import type { ByteFolder, GrowingFile } from './byte-folder.ts'

/** Half-written files have such names and are overwritten by the next try. */
const UNFINISHED = '.unfinished'

/** Before the browser's storage is taken for broken. */
const MOST_MS = 10_000

/** Not in TypeScript's library yet, though every browser with OPFS has it. */
interface Movable {
  move?(name: string): Promise<void>
}

/**
 * The page's private file system; only in a dedicated worker. Null where the browser has none or keeps nothing,
 * as in some private windows, or does not answer.
 */
export async function openOpfs(storage = offered(() => navigator.storage)): Promise<ByteFolder | null> {
  const hasHandles =
    typeof FileSystemFileHandle !== 'undefined' && 'createSyncAccessHandle' in FileSystemFileHandle.prototype
  if (!storage?.getDirectory || !hasHandles) return null
  try {
    return createOpfsFolder(
      await inTime(storage.getDirectory(), MOST_MS, () => new DOMException('', 'TimeoutError')),
    )
  } catch {
    return null
  }
}

function createOpfsFolder(root: FileSystemDirectoryHandle): ByteFolder {
  async function folderOf(path: string, create: boolean): Promise<FileSystemDirectoryHandle> {
    let folder = root
    for (const part of path.split('/').slice(0, -1))
      folder = await folder.getDirectoryHandle(part, { create })
    return folder
  }

  async function fileAt(path: string, create: boolean): Promise<FileSystemFileHandle> {
    return (await folderOf(path, create)).getFileHandle(lastPart(path), { create })
  }

  const folder: ByteFolder = {
    get home() {
      return folder
    },
    isLasting: true,
    async open(path) {
      const file = await orNull(fileAt(path, false).then((found) => found.getFile()))
      return file && blobSource(file)
    },
    write: (path, bytes) =>
      guarded(path, async () => {
        const file = await fileAt(path + UNFINISHED, true)
        const handle = await file.createSyncAccessHandle()
        try {
          handle.truncate(0)
          writeAll(handle, bytes, 0)
          handle.flush()
        } finally {
          handle.close()
        }
        await move(file, lastPart(path))
      }),
    extend: (path) =>
      guarded(path, async () => growing(path, await (await fileAt(path, true)).createSyncAccessHandle())),
    rename: (path, name) => guarded(path, async () => move(await fileAt(path, false), name)),
    async remove(path) {
      const folder = await orNull(folderOf(path, false))
      if (folder) await orNull(folder.removeEntry(lastPart(path), { recursive: true }))
    },
    async list(path) {
      const folder = await orNull(folderOf(`${path}/-`, false))
      return new Map(folder ? await listFiles(folder, '') : [])
    },
  }
  return folder
}

async function move(file: FileSystemFileHandle & Movable, name: string): Promise<void> {
  if (!file.move) throw new AppError('unsupported', 'This browser cannot rename the files it keeps.')
  await file.move(name)
}

function growing(path: string, handle: FileSystemSyncAccessHandle): GrowingFile {
  return {
    size: () => handle.getSize(),
    append(bytes) {
      const before = handle.getSize()
      try {
        writeAll(handle, bytes, before)
      } catch (thrown) {
        handle.truncate(before)
        throw storageError(path, thrown)
      }
      handle.flush()
    },
    read(start, end) {
      const bytes = new Uint8Array(end - start)
      return bytes.subarray(0, handle.read(bytes, { at: start }))
    },
    truncate: (size) => handle.truncate(size),
    close: () => handle.close(),
  }
}

function writeAll(handle: FileSystemSyncAccessHandle, bytes: Uint8Array, at: number): void {
  const written = handle.write(bytes as Uint8Array<ArrayBuffer>, { at })
  if (written !== bytes.length) throw new DOMException('The disk is full.', 'QuotaExceededError')
}

async function listFiles(folder: FileSystemDirectoryHandle, prefix: string): Promise<[string, number][]> {
  const found: [string, number][] = []
  for await (const [name, entry] of folder.entries()) {
    if (entry.kind === 'directory')
      found.push(...(await listFiles(entry as FileSystemDirectoryHandle, `${prefix}${name}/`)))
    else {
      // Another tab may remove it meanwhile.
      const file = await orNull((entry as FileSystemFileHandle).getFile())
      if (file) found.push([prefix + name, file.size])
    }
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1))
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Null instead of the error that says that there is no such file or folder. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof DOMException && ['NotFoundError', 'TypeMismatchError'].includes(thrown.name))
      return null
    throw storageError('', thrown)
  }
}

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw storageError(path, thrown)
  }
}

function storageError(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const name = thrown instanceof DOMException ? thrown.name : ''
  if (name === 'QuotaExceededError') {
    return new AppError('quota', 'The browser has no more room for models of this page.', {
      advice: 'Remove stored models, or free space on the disk; what is done already is kept.',
      cause: thrown,
    })
  }
  if (name === 'NoModificationAllowedError') {
    return new AppError('io', `Another tab is at work on ${lastPart(path)}.`, {
      advice: 'Let it finish, or close it.',
      cause: thrown,
    })
  }
  return new AppError('io', `The browser could not keep or read ${lastPart(path)}.`, { cause: thrown })
}
