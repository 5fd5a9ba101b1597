/** What the stand-in for the browser's private files does wrong. */
export interface OpfsFaults {
  /** Bytes of all files together. */
  quota: number
  /** Whether asking for the files is refused, as in some private windows. */
  refused: boolean
}

type Entries = Map<string, Uint8Array | Entries>

/**
 * A stand-in for `navigator.storage` with as much of the private files as a dedicated worker has: one writer a file,
 * short writes where the disk is full, renaming. Put `handles` in the place of the global `FileSystemFileHandle`.
 * Several pages may be given the same one. Test code only.
 */
export function fakeOpfs(faults: OpfsFaults = { quota: Number.POSITIVE_INFINITY, refused: false }) {
  const root: Entries = new Map()
  const locked = new Set<string>()
  const used = (entries: Entries = root): number =>
    [...entries.values()].reduce<number>(
      (sum, entry) => sum + (entry instanceof Map ? used(entry) : entry.length),
      0,
    )
  const refusal = (name: string): DOMException => new DOMException(name, name)

  class File {
    readonly kind = 'file'
    readonly folder: Entries
    name: string
    constructor(folder: Entries, name: string) {
      this.folder = folder
      this.name = name
    }
    get bytes(): Uint8Array {
      const bytes = this.folder.get(this.name)
      if (!(bytes instanceof Uint8Array)) throw refusal('NotFoundError')
      return bytes
    }
    set bytes(bytes: Uint8Array) {
      this.folder.set(this.name, bytes)
    }
    async getFile() {
      return new Blob([this.bytes.slice()])
    }
    async move(name: string) {
      const { bytes } = this
      this.folder.delete(this.name)
      this.name = name
      this.bytes = bytes
    }
    async createSyncAccessHandle() {
      const key = `${idOf(this.folder)}/${this.name}`
      if (locked.has(key)) throw refusal('NoModificationAllowedError')
      locked.add(key)
      return {
        getSize: () => this.bytes.length,
        truncate: (size: number) => {
          const shorter = new Uint8Array(size)
          shorter.set(this.bytes.subarray(0, size))
          this.bytes = shorter
        },
        write: (more: Uint8Array, { at }: { at: number }) => {
          const room = Math.max(0, Math.min(more.length, faults.quota - used() + this.bytes.length - at))
          const longer = new Uint8Array(Math.max(this.bytes.length, at + room))
          longer.set(this.bytes)
          longer.set(more.subarray(0, room), at)
          this.bytes = longer
          return room
        },
        read: (into: Uint8Array, { at }: { at: number }) => {
          const part = this.bytes.subarray(at, at + into.length)
          into.set(part)
          return part.length
        },
        flush: () => undefined,
        close: () => void locked.delete(key),
      }
    }
  }

  const ids = new Map<Entries, number>()
  const idOf = (entries: Entries): number => {
    if (!ids.has(entries)) ids.set(entries, ids.size)
    return ids.get(entries) ?? 0
  }

  function folderHandle(entries: Entries): unknown {
    const isFolder = (entry: Uint8Array | Entries | undefined): entry is Entries => entry instanceof Map
    return {
      kind: 'directory',
      async getDirectoryHandle(name: string, { create = false } = {}) {
        if (!entries.has(name) && create) entries.set(name, new Map())
        const entry = entries.get(name)
        if (!entry) throw refusal('NotFoundError')
        if (!isFolder(entry)) throw refusal('TypeMismatchError')
        return folderHandle(entry)
      },
      async getFileHandle(name: string, { create = false } = {}) {
        if (!entries.has(name) && create) entries.set(name, new Uint8Array())
        if (!entries.has(name)) throw refusal('NotFoundError')
        if (isFolder(entries.get(name))) throw refusal('TypeMismatchError')
        return new File(entries, name)
      },
      async removeEntry(name: string) {
        const entry = entries.get(name)
        if (!entry) throw refusal('NotFoundError')
        const isLocked = (folder: Entries, file: string): boolean => locked.has(`${idOf(folder)}/${file}`)
        const busy = isFolder(entry)
          ? [...entry.keys()].some((file) => isLocked(entry, file))
          : isLocked(entries, name)
        if (busy) throw refusal('NoModificationAllowedError')
        entries.delete(name)
      },
      async *entries() {
        for (const [name, entry] of entries)
          yield [name, isFolder(entry) ? folderHandle(entry) : new File(entries, name)]
      },
    }
  }

  const storage = {
    async getDirectory() {
      if (faults.refused) throw refusal('SecurityError')
      return folderHandle(root)
    },
  }
  return { storage: storage as StorageManager, root, handles: File as unknown as typeof FileSystemFileHandle }
}
