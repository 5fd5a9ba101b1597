import { AppError } from '../../core/errors.ts'
import type { ByteSource } from '../../model/byte-source.ts'
import { joinBytes } from '../join-bytes.ts'
import type { ByteFolder, GrowingFile } from './byte-folder.ts'
import { createMemoryFolder } from './memory-folder.ts'
import { createTail, joinedSource, type Tail } from './tail.ts'

/** Of one tab: more is no way to go on. */
const MOST_IN_MEMORY = 2 * 2 ** 30

export interface SpillingFolder extends ByteFolder {
  /** Keeps nothing more, as where it is known beforehand that there is no room. */
  spill(): void
}

/** The browser's storage had no room for it, or there is no storage. */
export type Unkept = 'no-room' | 'no-storage'

/** Why what a view of the browser's storage holds goes with the tab; null where it stays. */
export function whyUnkept({ isLasting, home }: ByteFolder): Unkept | null {
  return isLasting ? null : home.isLasting ? 'no-room' : 'no-storage'
}

/**
 * A folder for one piece of work, which goes on in memory from where the browser has no more room. What was kept until
 * then stays kept; `isLasting` is false from then on.
 * @param mostBytes in memory, beyond which what is written ends in the error of the full storage.
 */
export function createSpillingFolder(kept: ByteFolder, mostBytes = MOST_IN_MEMORY): SpillingFolder {
  const memory = createMemoryFolder(new Map(), mostBytes)
  /** Of files that began in the storage: not yet under their last name, and then as a whole. */
  const tails = new Map<string, Tail>()
  const joined = new Map<string, ByteSource>()
  let spilled = false

  /** Does it where things are kept, or else in memory; where there is no room either, the first error says so. */
  async function unlessFull<T>(work: () => T | Promise<T>, inMemory: () => T | Promise<T>): Promise<T> {
    if (spilled) return inMemory()
    try {
      return await work()
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown
      spilled = true
      return inMemory()
    }
  }

  async function extend(path: string): Promise<GrowingFile> {
    if (spilled && !(await kept.open(path))) return memory.extend(path)
    const head = await kept.extend(path)
    const tail = tails.get(path) ?? createTail(mostBytes)
    return {
      size: () => head.size() + tail.size(),
      append(bytes) {
        if (spilled) return tail.append(bytes)
        try {
          head.append(bytes)
        } catch (thrown) {
          if (!isFull(thrown)) throw thrown
          spilled = true
          tail.append(bytes)
        }
      },
      read: (start, end) =>
        joinBytes([
          head.read(Math.min(start, head.size()), Math.min(end, head.size())),
          tail.read(start - head.size(), end - head.size()),
        ]),
      truncate(size) {
        tail.truncate(Math.max(0, size - head.size()))
        head.truncate(Math.min(size, head.size()))
      },
      close() {
        if (tail.size() > 0) tails.set(path, tail)
        head.close()
      },
    }
  }

  return {
    home: kept.home,
    get isLasting() {
      return kept.isLasting && !spilled
    },
    spill() {
      spilled = true
    },
    open: async (path) => joined.get(path) ?? (await memory.open(path)) ?? kept.open(path),
    write: (path, bytes) =>
      unlessFull(
        () => kept.write(path, bytes),
        () => memory.write(path, bytes),
      ),
    extend: (path) =>
      unlessFull(
        () => extend(path),
        () => extend(path),
      ),
    async rename(path, name) {
      const tail = tails.get(path)
      if (tail) {
        // The beginning stays under its own name, where the next visit goes on from it.
        joined.set(siblingOf(path, name), joinedSource(await kept.open(path), tail))
        tails.delete(path)
      } else if (await memory.open(path)) await memory.rename(path, name)
      else await kept.rename(path, name)
    },
    async remove(path) {
      const isInside = (other: string): boolean => other === path || other.startsWith(`${path}/`)
      for (const held of [joined, tails])
        for (const other of [...held.keys()]) if (isInside(other)) held.delete(other)
      await memory.remove(path)
      await kept.remove(path)
    },
    async list(folder) {
      const inside = [...joined].flatMap(([path, { size }]) =>
        path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), size] as const] : [],
      )
      const all = [...(await kept.list(folder)), ...(await memory.list(folder)), ...inside]
      return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)))
    },
  }
}

function siblingOf(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name
}

function isFull(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'quota'
}
