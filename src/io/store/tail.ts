import { AppError } from '../../core/errors.ts'
import type { ByteSource } from '../../model/byte-source.ts'
import { joinBytes } from '../join-bytes.ts'

/** What of a file found no room where its beginning lies: parts in memory, none of which is copied to add another. */
export interface Tail {
  size(): number
  /** @throws AppError `quota` beyond `mostBytes` */
  append(bytes: Uint8Array): void
  /** A copy of `start … end − 1`, as far as it goes. */
  read(start: number, end: number): Uint8Array
  truncate(size: number): void
}

export function createTail(mostBytes: number): Tail {
  let parts: Uint8Array[] = []
  let size = 0

  function read(start: number, end: number): Uint8Array {
    const from = Math.min(Math.max(0, start), size)
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - from))
    let at = 0
    for (const part of parts) {
      const wanted = part.subarray(Math.max(0, from - at), Math.max(0, Math.min(end, size) - at))
      if (wanted.length > 0) bytes.set(wanted, Math.max(0, at - from))
      at += part.length
    }
    return bytes
  }

  return {
    size: () => size,
    append(bytes) {
      if (size + bytes.length > mostBytes)
        throw new AppError('quota', `There is no room for ${bytes.length} more bytes.`)
      parts.push(bytes.slice())
      size += bytes.length
    },
    read,
    truncate(length) {
      if (length >= size) return
      parts = length > 0 ? [read(0, length)] : []
      size = length
    },
  }
}

/** A file that begins in the storage and ends in memory. */
export function joinedSource(head: ByteSource | null, tail: Tail): ByteSource {
  const border = head?.size ?? 0
  return {
    size: border + tail.size(),
    async read(start, end) {
      const after = tail.read(start - border, end - border)
      if (!head || start >= border) return after
      return joinBytes([await head.read(start, Math.min(end, border)), after])
    },
  }
}
