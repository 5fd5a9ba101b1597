import { constants } from 'node:fs'
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../core/errors.ts'

/** @throws AppError `io`, naming the path. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw asIoError(`Cannot read ${path}`, cause)
  }
}

/** @throws AppError `bad-input` when it is not JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(path))
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('bad-input', `${path} is not JSON: ${reason}`, { cause })
  }
}

export async function isFile(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'file'
}

export async function isFolder(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'folder'
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'nothing'
  }
}

/** File names in a folder, sorted; none where there is no such folder. */
export async function listFiles(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) return []
  try {
    return (await readdir(folder)).sort()
  } catch (cause) {
    throw asIoError(`Cannot list ${folder}`, cause)
  }
}

/** Writes beside the goal and renames, so that a reader sees the old file or the new one, never half of one. */
export async function writeFileWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`
  try {
    await makeFolder(dirname(resolve(path)))
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw asIoError(`Cannot write ${path}`, cause)
  }
}

/**
 * Writes a folder's files, which may be made one at a time, to a temporary folder beside it and renames that.
 * @throws AppError `io` when the folder exists and `replace` is false.
 */
export async function writeFolderWhole(
  folder: string,
  files: Iterable<readonly [string, Uint8Array]> | AsyncIterable<readonly [string, Uint8Array]>,
  replace: boolean,
): Promise<void> {
  const goal = resolve(folder)
  const temporary = `${goal}.${process.pid}.part`
  const retired = `${goal}.${process.pid}.old`
  if (!replace) await refuseExisting(folder)
  try {
    for await (const [path, bytes] of files) {
      await makeFolder(dirname(join(temporary, path)))
      await writeFile(join(temporary, path), bytes)
    }
    if ((await kindOf(goal)) !== 'nothing') await rename(goal, retired)
    await rename(temporary, goal)
    await rm(retired, { recursive: true, force: true })
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw asIoError(`Cannot write ${folder}`, cause)
  }
}

/** @throws AppError `io` where something of that name exists: for a check before long work. */
export async function refuseExisting(path: string): Promise<void> {
  if ((await kindOf(path)) === 'nothing') return
  throw new AppError('io', `${path} exists already.`, { advice: 'Add --force to replace it.' })
}

/** @throws AppError `io` where no file could be written at `path`: for a check before long work. */
export async function requireWritableFile(path: string): Promise<void> {
  if (await isFolder(path))
    throw asIoError(`Cannot write ${path}`, Object.assign(new Error(), { code: 'EISDIR' }))
  await requireWritable(path)
}

/** @throws AppError `io` where a file or folder could not be made at `path`: for a check before long work. */
export async function requireWritable(path: string): Promise<void> {
  let folder = dirname(resolve(path))
  while ((await kindOf(folder)) === 'nothing' && dirname(folder) !== folder) folder = dirname(folder)
  try {
    if (await isFile(folder)) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw asIoError(`Cannot write ${path}`, cause)
  }
}

/**
 * Makes a folder and what is missing above it, one at a time: Node's own recursive mkdir never returns where a
 * file system refuses without saying so, as /proc does.
 */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  try {
    await mkdir(folder)
  } catch (cause) {
    if (!(await isFolder(folder))) throw cause
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EFBIG: 'the file would be larger than the system allows',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
}

/** What a file system threw, in words; an AppError passes through untouched. */
export function asIoError(what: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause))
  return new AppError('io', `${what}: ${reason}.`, { cause })
}
