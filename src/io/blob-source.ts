import { AppError } from '../core/errors.ts'
import type { ByteSource } from '../model/byte-source.ts'

/** A picked file, or one of the browser's storage, read in pieces. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(start, end) {
      try {
        return new Uint8Array(await blob.slice(start, end).arrayBuffer())
      } catch (cause) {
        throw new AppError('io', 'The file could not be read.', {
          advice: 'It may have been moved, changed or deleted since it was picked. Pick it again.',
          cause,
        })
      }
    },
  }
}
