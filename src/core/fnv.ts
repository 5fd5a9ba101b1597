/** 32-bit FNV-1a of the text's UTF-8 bytes, unsigned. For splits and keys, not for security. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
