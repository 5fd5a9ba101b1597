import type { ByteSource } from '../../model/byte-source.ts'

/** Files by path, as `models/KEY/manifest.json`; folders come and go with them. */
export interface ByteFolder {
  /** False where everything is gone with the tab. */
  readonly isLasting: boolean
  /** The storage that this is a view of, or itself: what is known of its files holds for both. */
  readonly home: ByteFolder
  /** Null where there is no such file. */
  open(path: string): Promise<ByteSource | null>
  /**
   * The file is there whole or not at all.
   * @throws AppError `quota` where the browser has no more room, `io`.
   */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** A file that grows, from what an earlier visit left of it. No other tab can have it open meanwhile. */
  extend(path: string): Promise<GrowingFile>
  /** @param name the new last part of the path. */
  rename(path: string, name: string): Promise<void>
  /** A file, or a folder with all that is in it; nothing happens where there is none. */
  remove(path: string): Promise<void>
  /** Every file below a folder, by its path within it. */
  list(folder: string): Promise<ReadonlyMap<string, number>>
}

export interface GrowingFile {
  size(): number
  /** @throws AppError `quota`, `io`. */
  append(bytes: Uint8Array): void
  read(start: number, end: number): Uint8Array
  truncate(size: number): void
  close(): void
}

/** All bytes of a file; undefined where there is none. */
export async function readWhole(folder: ByteFolder, path: string): Promise<Uint8Array | undefined> {
  const source = await folder.open(path)
  return source ? source.read(0, source.size) : undefined
}
