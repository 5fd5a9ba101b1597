import type { ByteFolder } from '../io/store/byte-folder.ts'
import { createMemoryFolder } from '../io/store/memory-folder.ts'
import { openOpfs } from '../io/store/opfs-folder.ts'

let opening: Promise<ByteFolder> | null = null

/** The browser's private files, or this worker's memory where it has none. */
export function storage(): Promise<ByteFolder> {
  opening ??= openOpfs().then((folder) => folder ?? createMemoryFolder())
  return opening
}
