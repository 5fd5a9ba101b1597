import { sha256 } from '@noble/hashes/sha2.js'
import type { FactorStore } from '../../model/factor-checkpoint.ts'
import { type ByteFolder, readWhole } from './byte-folder.ts'

const DIGEST_BYTES = 32

/**
 * Finished factors as files of a folder, each with its hash in front: one that is damaged counts as not there, and
 * is made again.
 */
export function folderStore(folder: ByteFolder, id: string): FactorStore {
  return {
    async read(file) {
      const stored = await readWhole(folder, `${id}/${file}`)
      if (!stored || stored.length < DIGEST_BYTES) return undefined
      const bytes = stored.slice(DIGEST_BYTES)
      return isEqual(sha256(bytes), stored.subarray(0, DIGEST_BYTES)) ? bytes : undefined
    },
    async write(file, bytes) {
      const stored = new Uint8Array(DIGEST_BYTES + bytes.length)
      stored.set(sha256(bytes))
      stored.set(bytes, DIGEST_BYTES)
      await folder.write(`${id}/${file}`, stored)
    },
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
