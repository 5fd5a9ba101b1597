import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { isFile, readBytes, readJson, writeFileWhole } from '../files.ts'

/** Everything a cell's value depends on; equal keys are the same cell, in whichever experiment. */
export type CellKey = Readonly<Record<string, unknown>>

/** Finished pieces of work on disk: what was computed once is read the next time. */
export interface CellStore {
  /** `make` runs only when no earlier run has finished this cell. */
  value<T>(key: CellKey, make: () => Promise<T>): Promise<T>
  /** The same for a file and what is known about it. */
  file<T>(
    key: CellKey,
    make: () => Promise<{ bytes: Uint8Array; about: T }>,
  ): Promise<{ bytes: Uint8Array; about: T }>
}

/** One JSON file a cell, written whole, so that a run that is killed loses only the cell it was at. */
export function openCellStore(folder: string): CellStore {
  const place = (key: CellKey) => {
    const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 20)
    return join(folder, `${String(key.kind)}-${hash}`)
  }
  const keep = (path: string, key: CellKey, value: unknown) =>
    writeFileWhole(`${path}.json`, `${JSON.stringify({ key, value })}\n`)
  // Written by this module alone, so the value has the type it was kept with.
  const kept = async <T>(path: string): Promise<T> => ((await readJson(`${path}.json`)) as { value: T }).value

  return {
    async value<T>(key: CellKey, make: () => Promise<T>) {
      const path = place(key)
      if (await isFile(`${path}.json`)) return kept<T>(path)
      const value = await make()
      await keep(path, key, value)
      return value
    },
    async file<T>(key: CellKey, make: () => Promise<{ bytes: Uint8Array; about: T }>) {
      const path = place(key)
      if (await isFile(`${path}.json`))
        return { bytes: await readBytes(`${path}.safetensors`), about: await kept<T>(path) }
      const made = await make()
      await writeFileWhole(`${path}.safetensors`, made.bytes)
      await keep(path, key, made.about)
      return made
    },
  }
}
