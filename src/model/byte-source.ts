import { AppError } from '../core/errors.ts'

/** A file that is read in pieces, wherever it lies: memory, disk, a Blob or an address. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number
  /** The bytes `start … end − 1`. Never asked for bytes beyond `size`; a view that stays valid. */
  read(start: number, end: number): Promise<Uint8Array>
}

/** Bytes in memory; what is read are views of them. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) }
}

/**
 * `source.read` held to its contract.
 * @throws AppError `io` where the file has become shorter since it was opened.
 */
export async function readExactly(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  const bytes = await source.read(start, end)
  if (bytes.length !== end - start) {
    throw new AppError('io', `The file ended after ${start + bytes.length} of ${source.size} bytes.`, {
      advice: 'Something changed it while it was read. Try again.',
    })
  }
  return bytes
}
