import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FactorStore } from '../../model/factor-checkpoint.ts'
import { isFile, readBytes, writeFileWhole } from '../files.ts'

/** Where `t2 factor` keeps finished factors until the bundle is whole. */
export function stateFolder(out: string): string {
  return `${out.replace(/[/\\]+$/, '')}.factoring`
}

/** Factors as files of a folder; each is there whole or not at all. */
export function diskStore(folder: string): FactorStore {
  return {
    async read(file) {
      const path = join(folder, file)
      return (await isFile(path)) ? readBytes(path) : undefined
    },
    write: (file, bytes) => writeFileWhole(join(folder, file), bytes),
  }
}

/** Removes what factoring kept on disk, once the bundle is written. */
export async function removeStore(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
