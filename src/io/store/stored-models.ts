import * as v from 'valibot'
import { AppError } from '../../core/errors.ts'
import { MANIFEST_FILE } from '../../model/manifest.ts'
import type { ReadFile } from '../bundle-folder.ts'
import type { StoredModel } from '../model-source.ts'
import { type ByteFolder, readWhole } from './byte-folder.ts'

/** In every folder, written first: what it is to be. */
const ABOUT_FILE = 'about.json'

const KINDS = { models: 'model', downloads: 'download', factors: 'factors' } as const
type Shelf = keyof typeof KINDS

const RepoFile = v.object({
  path: v.string(),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: v.object({ kind: v.picklist(['sha256', 'git']), hex: v.string() }),
})

const About = v.looseObject({
  name: v.pipe(v.string(), v.maxLength(300)),
  /** Files that make it whole; a bundle is whole with its manifest. */
  files: v.optional(v.array(v.string())),
  /** Where a download came from and what its files have to be; earlier versions of the page did not keep it. */
  from: v.optional(v.object({ repo: v.string(), revision: v.string(), files: v.array(RepoFile) })),
})

/** What a folder says of itself. */
export type About = v.InferOutput<typeof About>

/** Path of a folder, which is the id of what is in it. */
export function storedId(shelf: Shelf, key: string): string {
  return `${shelf}/${key}`
}

const ID = /^(models|downloads|factors)\/([\w-]+)$/

/** The name of the lock that whoever writes or removes something holds; a bundle and its factors are one work. */
export function lockName(id: string): string {
  const [, shelf, key] = ID.exec(id) ?? []
  return shelf === 'downloads' || key === undefined ? `transformer2-${id}` : `transformer2-factor-${key}`
}

/** @throws AppError `bad-input` for what is no id. */
export function shelfOf(id: string): Shelf {
  const shelf = ID.exec(id)?.[1]
  if (shelf === undefined) throw new AppError('bad-input', `“${id.slice(0, 100)}” is no stored model.`)
  return shelf as Shelf
}

/** Writes what a stored model is to be, before anything of it comes. */
export async function writeAbout(folder: ByteFolder, id: string, about: About): Promise<void> {
  await folder.write(`${id}/${ABOUT_FILE}`, new TextEncoder().encode(JSON.stringify(about)))
}

/** Null where the folder does not exist or does not say what it is. */
export async function readAbout(folder: ByteFolder, id: string): Promise<About | null> {
  const bytes = await readWhole(folder, `${id}/${ABOUT_FILE}`)
  try {
    return bytes ? v.parse(About, JSON.parse(new TextDecoder().decode(bytes))) : null
  } catch {
    return null
  }
}

/** Everything that is kept, whole or not, models first. */
export async function listStored(folder: ByteFolder): Promise<StoredModel[]> {
  const stored: StoredModel[] = []
  for (const shelf of Object.keys(KINDS) as Shelf[]) {
    for (const [key, entries] of byFolder(await folder.list(shelf))) {
      const id = storedId(shelf, key)
      // Not of this page's making.
      if (!ID.test(id)) continue
      const about = await readAbout(folder, id)
      const files = new Set(entries.map(([path]) => path.slice(key.length + 1)))
      const needed = shelf === 'models' ? [MANIFEST_FILE] : shelf === 'downloads' ? about?.files : undefined
      stored.push({
        id,
        name: about?.name ?? key,
        kind: KINDS[shelf],
        bytes: entries.reduce((sum, [, bytes]) => sum + bytes, 0),
        isWhole: needed?.every((file) => files.has(file)) ?? false,
      })
    }
  }
  return stored
}

function byFolder(files: ReadonlyMap<string, number>): Map<string, [string, number][]> {
  const folders = new Map<string, [string, number][]>()
  for (const [path, bytes] of files) {
    const key = path.slice(0, Math.max(0, path.indexOf('/')))
    folders.set(key, [...(folders.get(key) ?? []), [path, bytes]])
  }
  return folders
}

/** The reader of a stored bundle's files. */
export function storedReader(folder: ByteFolder, id: string): ReadFile {
  return async (path, onBytes) => {
    const bytes = await readWhole(folder, `${id}/${path}`)
    if (!bytes) throw new AppError('missing', `The stored model has no file ${path}.`)
    onBytes(bytes.length)
    return bytes
  }
}

/** Ends the reading of a bundle that is not what was stored: of this page's own making it never is one of these. */
export function isDamage(thrown: unknown): boolean {
  return thrown instanceof AppError && ['integrity', 'bad-model', 'missing'].includes(thrown.code)
}
