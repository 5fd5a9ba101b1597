import { AppError } from '../../core/errors.ts'
import { memorySource } from '../../model/byte-source.ts'
import type { ByteFolder } from './byte-folder.ts'

/** For browsers that keep nothing (some private windows), and for tests. */
export function createMemoryFolder(
  files: Map<string, Uint8Array<ArrayBuffer>> = new Map(),
  mostBytes = Number.POSITIVE_INFINITY,
  /** In tests, which stand it in for the browser's storage. */
  isLasting = false,
): ByteFolder {
  function requireRoom(path: string, bytes: number): void {
    let used = bytes
    for (const [other, { length }] of files) if (other !== path) used += length
    if (used > mostBytes) throw new AppError('quota', `There is no room for a file of ${bytes} bytes.`)
  }

  function put(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    requireRoom(path, bytes.length)
    files.set(path, bytes)
  }

  const folder: ByteFolder = {
    get home() {
      return folder
    },
    isLasting,
    async open(path) {
      const bytes = files.get(path)
      return bytes ? memorySource(bytes) : null
    },
    write: async (path, bytes) => put(path, bytes.slice()),
    async extend(path) {
      let bytes = files.get(path)?.slice() ?? new Uint8Array()
      let size = bytes.length
      const keep = () => put(path, bytes.slice(0, size))
      keep()
      return {
        size: () => size,
        append(more) {
          requireRoom(path, size + more.length)
          if (size + more.length > bytes.length) {
            const wider = new Uint8Array(Math.max(size + more.length, 2 * bytes.length))
            wider.set(bytes.subarray(0, size))
            bytes = wider
          }
          bytes.set(more, size)
          size += more.length
        },
        read: (start, end) => bytes.slice(start, Math.min(end, size)),
        truncate: (length) => {
          size = Math.min(size, length)
        },
        close: keep,
      }
    },
    async rename(path, name) {
      const bytes = files.get(path)
      if (!bytes) throw new AppError('missing', `There is no file ${path}.`)
      files.delete(path)
      files.set(path.slice(0, path.lastIndexOf('/') + 1) + name, bytes)
    },
    async remove(path) {
      for (const other of [...files.keys()]) {
        if (other === path || other.startsWith(`${path}/`)) files.delete(other)
      }
    },
    async list(within) {
      const inside = [...files].filter(([path]) => path.startsWith(`${within}/`)).sort()
      return new Map(inside.map(([path, { length }]) => [path.slice(within.length + 1), length]))
    },
  }
  return folder
}
