import { AppError } from '../../core/errors.ts'
import { memorySource } from '../../model/byte-source.ts'
import type { ByteFolder } from './byte-folder.ts'

/** For browsers that keep nothing (some private windows), and for tests. */
export function createMemoryFolder(
  files: Map<string, Uint8Array<ArrayBuffer>> = new Map(),
  mostBytes = Number.POSITIVE_INFINITY,
): ByteFolder {
  function put(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    let used = bytes.length
    for (const [other, { length }] of files) if (other !== path) used += length
    if (used > mostBytes) throw new AppError('quota', `There is no room for ${bytes.length} bytes more.`)
    files.set(path, bytes)
  }

  return {
    isLasting: false,
    async open(path) {
      const bytes = files.get(path)
      return bytes ? memorySource(bytes) : null
    },
    write: async (path, bytes) => put(path, bytes.slice()),
    async extend(path) {
      const held = () => files.get(path) ?? new Uint8Array()
      put(path, held())
      return {
        size: () => held().length,
        append(bytes) {
          const before = held()
          const after = new Uint8Array(before.length + bytes.length)
          after.set(before)
          after.set(bytes, before.length)
          put(path, after)
        },
        read: (start, end) => held().slice(start, end),
        truncate: (size) => put(path, held().slice(0, size)),
        close: () => undefined,
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
    async list(folder) {
      const inside = [...files].filter(([path]) => path.startsWith(`${folder}/`)).sort()
      return new Map(inside.map(([path, { length }]) => [path.slice(folder.length + 1), length]))
    },
  }
}
