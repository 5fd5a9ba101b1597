import type { Shelf } from './shelf.ts'

/** A shelf that forgets with the process; values are copied as IndexedDB copies them. Test code only. */
export function createMemoryShelf(kept: Map<string, unknown> = new Map()): Shelf {
  return {
    get: async (name) => structuredClone(kept.get(name)),
    put: async (name, value) => void kept.set(name, structuredClone(value)),
    remove: async (name) => void kept.delete(name),
    list: async (prefix) =>
      new Map(structuredClone([...kept].filter(([name]) => name.startsWith(prefix)).sort())),
  }
}
