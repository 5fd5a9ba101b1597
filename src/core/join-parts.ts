/**
 * Parts one after another, from the beginning of `whole`.
 * @returns `whole`, which is at least as long as the parts together
 */
export function joinParts<Whole extends Float32Array | Uint8Array>(
  whole: Whole,
  parts: readonly ArrayLike<number>[],
): Whole {
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** How many numbers the parts have together. */
export function lengthOfParts(parts: readonly ArrayLike<number>[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}

/** Parts one after another, as float32. */
export function joinFloats(parts: readonly ArrayLike<number>[]): Float32Array<ArrayBuffer> {
  return joinParts(new Float32Array(lengthOfParts(parts)), parts)
}
