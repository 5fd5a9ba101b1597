import type { LocalFile } from '../../io/model-source.ts'

/** A folder of more files than this is no model. */
const MOST_FILES = 500

/** Every file that was dropped, those of folders with their paths. Unreadable ones are left out. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly LocalFile[]> {
  // Entries have to be taken before the event ends; where there are none, the files are all there is.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return [...files].map((blob) => ({ path: blob.name, blob }))
  const found: LocalFile[] = []
  for (const entry of entries) await collect(entry, found)
  return found
}

async function collect(entry: FileSystemEntry, found: LocalFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return
  if (isFile(entry)) {
    const blob = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))
    if (blob) found.push({ path: entry.fullPath.replace(/^\//, ''), blob })
    return
  }
  if (!isFolder(entry)) return
  const reader = entry.createReader()
  // A reader hands out a part of the folder at a time, and nothing when it is at its end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    )
    if (part.length === 0) return
    for (const inner of part) await collect(inner, found)
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
