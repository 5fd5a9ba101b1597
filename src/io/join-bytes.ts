import { joinParts, lengthOfParts } from '../core/join-parts.ts'

/** The parts of a file as one, in their order. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinParts(new Uint8Array(lengthOfParts(parts)), parts)
}
