import { AppError } from '../../core/errors.ts'
import { offered } from '../offered.ts'

/** Bytes that the browser would still let this page keep; null where it does not say. */
export async function freeBytes(storage = offered(() => navigator.storage)): Promise<number | null> {
  const estimate = await storage?.estimate?.().catch(() => null)
  if (estimate?.quota === undefined || estimate.usage === undefined) return null
  return Math.max(0, estimate.quota - estimate.usage)
}

/** @throws AppError `quota`, with how much is missing. */
export async function requireRoom(what: string, bytes: number): Promise<void> {
  const free = await freeBytes()
  if (free !== null && bytes > free) throw noRoom(what, bytes, free)
}

/** @param what begins the sentence, as “The download”. */
export function noRoom(what: string, bytes: number, free: number | null, cause?: unknown): AppError {
  // Some browsers refuse to write though they say that they have room.
  const isShort = free !== null && free < bytes
  const short = isShort
    ? `, and ${bytesInWords(free)} are free: ${bytesInWords(bytes - free)} are missing`
    : ''
  return new AppError('quota', `${what} needs ${bytesInWords(bytes)} of the browser's storage${short}.`, {
    advice: 'Remove stored models, or free space on the disk; what is done already is kept.',
    cause,
  })
}

/** As people read it, in the decimal units of the page. */
export function bytesInWords(bytes: number): string {
  const count = bytes / 1e6
  if (count < 0.1) return `${Math.ceil(bytes / 1e3)} kB`
  if (count >= 1e3) return `${(count / 1e3).toFixed(1)} GB`
  return `${count < 10 ? count.toFixed(1) : Math.ceil(count)} MB`
}
