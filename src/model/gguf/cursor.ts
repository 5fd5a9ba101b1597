import { brokenGguf } from './errors.ts'

/** Thrown where the file goes on but the bytes at hand do not: read more of it and start again. */
export class NeedMoreBytes extends Error {}

/** Reads little-endian values one after another and never beyond the end. */
export interface Cursor {
  /** Where the next value starts. */
  readonly position: number
  /** Bytes from here to the end of the file. */
  readonly remaining: number
  u8(): number
  u32(): number
  /** @throws AppError `bad-model` beyond 2⁵³. */
  u64(): number
  /** A copy of the next `count` bytes, so that it is aligned and keeps nothing else in memory. */
  bytes(count: number): ArrayBuffer
  /** A length and so many bytes of UTF-8. @throws AppError `bad-model` where they are something else. */
  text(): string
}

/** @param data the first bytes of a file of `fileSize` bytes. */
export function createCursor(data: Uint8Array, fileSize: number): Cursor {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let position = 0

  /** Moves on by `count` bytes and returns where they start. */
  function take(count: number): number {
    if (count > fileSize - position) throw brokenGguf('it ends within its header')
    if (count > data.length - position) throw new NeedMoreBytes()
    const start = position
    position += count
    return start
  }

  function u64(): number {
    const value = view.getBigUint64(take(8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw brokenGguf('it has a length beyond 2⁵³')
    return Number(value)
  }

  return {
    get position() {
      return position
    },
    get remaining() {
      return fileSize - position
    },
    u8: () => view.getUint8(take(1)),
    u32: () => view.getUint32(take(4), true),
    u64,
    bytes(count) {
      const start = take(count)
      const copy = new ArrayBuffer(count)
      new Uint8Array(copy).set(data.subarray(start, start + count))
      return copy
    },
    text() {
      const length = u64()
      const start = take(length)
      try {
        return decoder.decode(data.subarray(start, start + length))
      } catch (cause) {
        throw brokenGguf(`its text at byte ${start} is not UTF-8 (${String(cause)})`)
      }
    },
  }
}
