/**
 * A part of the browser that may not be there, or that even asking for is refused, as storage is in some private
 * windows and sandboxed frames; undefined then.
 */
export function offered<T>(part: () => T): T | undefined {
  try {
    return part() ?? undefined
  } catch {
    return undefined
  }
}
