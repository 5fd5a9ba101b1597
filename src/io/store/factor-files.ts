import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { FactorStore } from '../../model/factor-checkpoint.ts'
import { sha256Hex } from '../../model/manifest.ts'
import { type ByteFolder, readWhole } from './byte-folder.ts'

const DIGEST_BYTES = 32

/**
 * Finished factors as files of a folder, each with its sha256 in front: one that is damaged counts as not there, and
 * is made again.
 */
export function folderStore(folder: ByteFolder, id: string): FactorStore {
  return {
    async read(file) {
      const stored = await readWhole(folder, `${id}/${file}`)
      if (!stored || stored.length < DIGEST_BYTES) return undefined
      // A copy, as typed arrays of factors need their bytes at whole multiples of their size.
      const bytes = stored.slice(DIGEST_BYTES)
      return (await sha256Hex(bytes)) === bytesToHex(stored.subarray(0, DIGEST_BYTES)) ? bytes : undefined
    },
    async write(file, bytes) {
      const stored = new Uint8Array(DIGEST_BYTES + bytes.length)
      stored.set(hexToBytes(await sha256Hex(bytes)))
      stored.set(bytes, DIGEST_BYTES)
      await folder.write(`${id}/${file}`, stored)
    },
  }
}
