import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
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

/** False also where there is nothing. */
export async function isFile(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'file'
}

/** False also where there is nothing. */
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
  const goal = resolve(path)
  const temporary = `${goal}.${process.pid}.part`
  try {
    await makeFolder(dirname(goal))
    await removeLeftovers(goal)
    await writeFile(temporary, bytes)
    await rename(temporary, goal)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw asWriteError(path, cause)
  }
}

/**
 * Writes a folder's files, which may be made one at a time, to a temporary folder beside it and renames that. Where
 * that fails, what was there before is there again.
 * @throws AppError `io` when the folder exists and `replace` is false.
 */
export async function writeFolderWhole(
  folder: string,
  files: Iterable<readonly [string, Uint8Array]> | AsyncIterable<readonly [string, Uint8Array]>,
  replace: boolean,
): Promise<void> {
  const goal = resolve(folder)
  const temporary = `${goal}.${process.pid}.part`
  if (!replace) await refuseExisting(folder)
  try {
    await removeLeftovers(goal)
    for await (const [path, bytes] of files) {
      await makeFolder(dirname(join(temporary, path)))
      await writeFile(join(temporary, path), bytes)
    }
    await putInPlace(temporary, goal)
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw asWriteError(folder, cause)
  }
}

async function putInPlace(temporary: string, goal: string): Promise<void> {
  if ((await kindOf(goal)) === 'nothing') return rename(temporary, goal)
  const retired = `${goal}.${process.pid}.old`
  await rename(goal, retired)
  try {
    await rename(temporary, goal)
  } catch (cause) {
    await rename(retired, goal)
    throw cause
  }
  await rm(retired, { recursive: true, force: true })
}

/** Removes what a process that was killed on its way to `goal` left beside it. */
async function removeLeftovers(goal: string): Promise<void> {
  const folder = dirname(goal)
  for (const name of await listFiles(folder)) {
    const [, pid, kind] = name.startsWith(basename(goal))
      ? (/^\.(\d+)\.(part|old)$/.exec(name.slice(basename(goal).length)) ?? [])
      : []
    if (pid === undefined || isAlive(Number(pid))) continue
    // Killed between its two renames, a replacement leaves the old folder under this name alone.
    if (kind === 'old' && (await kindOf(goal)) === 'nothing') continue
    await rm(join(folder, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')
  }
}

/** @throws AppError `io` where something of that name exists: for a check before long work. */
export async function refuseExisting(path: string): Promise<void> {
  if ((await kindOf(path)) === 'nothing') return
  throw new AppError('io', `${path} exists already.`, { advice: 'Add --force to replace it.' })
}

/** @throws AppError `io` where no file could be written at `path`: for a check before long work. */
export async function requireWritableFile(path: string): Promise<void> {
  if (await isFolder(path)) throw asWriteError(path, Object.assign(new Error(), { code: 'EISDIR' }))
  await requireWritable(path)
}

/**
 * Tries it: permissions say little of a read-only or full file system, and nothing to root.
 * @throws AppError `io` where a file or folder could not be made at `path`: for a check before long work.
 */
export async function requireWritable(path: string): Promise<void> {
  let folder = dirname(resolve(path))
  while ((await kindOf(folder)) === 'nothing' && dirname(folder) !== folder) folder = dirname(folder)
  try {
    if (await isFile(folder)) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    await rmdir(await mkdtemp(join(folder, '.t2-')))
  } catch (cause) {
    throw asWriteError(path, cause)
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

/** What to do about it, of the codes that writing meets. */
const ADVICE: Readonly<Record<string, string>> = {
  EDQUOT: 'Make room and run the same command again.',
  EFBIG: 'Raise that limit (ulimit -f) and run the same command again.',
  ENOSPC: 'Make room and run the same command again.',
}

/** Why a file or folder cannot be written, and what to do; an AppError passes through untouched. */
function asWriteError(path: string, cause: unknown): AppError {
  const advice = ADVICE[codeOf(cause)] ?? 'Name another place, or let this one be written to.'
  return asIoError(`Cannot write ${path}`, cause, advice)
}

/** What a file system threw, in words; an AppError passes through untouched. */
export function asIoError(what: string, cause: unknown, advice?: string): AppError {
  if (cause instanceof AppError) return cause
  const reason = REASONS[codeOf(cause)] ?? (cause instanceof Error ? cause.message : String(cause))
  return new AppError('io', `${what}: ${reason}.`, { ...(advice !== undefined && { advice }), cause })
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}
