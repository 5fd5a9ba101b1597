import { AppError } from '../core/errors.ts'

/** Graphemes of more UTF-8 bytes are looked up character by character only. */
const MAX_GRAPHEME_BYTES = 5
const UNIT_BYTES = 4

/**
 * SentencePiece's own normalisation, compiled into a double-array trie from UTF-8 text to its replacement: the
 * `Precompiled` normalizer of tokenizer.json. The library has NFKC with exceptions in its place, which is another thing
 * wherever a model has rules of its own.
 *
 * @param charsmap base64 of a little-endian byte count, the trie's units of 32 bits, and the replacements, each ended by
 *   a zero byte
 * @throws AppError `bad-model` for one that is not that
 */
export function precompiled(charsmap: string): (text: string) => string {
  const bytes = bytesOf(charsmap)
  const view = new DataView(bytes.buffer)
  const trieBytes = bytes.length >= UNIT_BYTES ? view.getUint32(0, true) : Number.NaN
  if (!(trieBytes % UNIT_BYTES === 0 && trieBytes > 0 && UNIT_BYTES + trieBytes <= bytes.length))
    throw damaged()
  const units = Uint32Array.from({ length: trieBytes / UNIT_BYTES }, (_, i) =>
    view.getUint32(UNIT_BYTES * (i + 1), true),
  )
  const replacements = bytes.subarray(UNIT_BYTES + trieBytes)
  const encoder = new TextEncoder()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  /** For the shortest beginning of the text that the trie has: that one counts for the whole, also in Hugging Face's. */
  function replacement(text: string): string | null {
    const at = firstMatch(units, encoder.encode(text))
    if (at === null) return null
    const end = replacements.indexOf(0, at)
    return decoder.decode(replacements.subarray(at, end < 0 ? replacements.length : end))
  }

  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
  return (text) => {
    let normalized = ''
    for (const { segment } of segmenter.segment(text)) {
      const whole = encoder.encode(segment).length <= MAX_GRAPHEME_BYTES ? replacement(segment) : null
      if (whole !== null) normalized += whole
      else for (const character of segment) normalized += replacement(character) ?? character
    }
    return normalized
  }
}

/** The value of the shortest key of a double-array trie (Darts) that the bytes begin with. */
function firstMatch(units: Uint32Array, key: Uint8Array): number | null {
  let at = offsetOf(units[0] ?? 0)
  for (const byte of key) {
    at ^= byte
    const unit = units[at] ?? 0
    if (byte === 0 || labelOf(unit) !== byte) return null
    at ^= offsetOf(unit)
    const hasLeaf = ((unit >>> 8) & 1) === 1
    if (hasLeaf) return (units[at] ?? 0) & 0x7fffffff
  }
  return null
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & (1 << 9)) >>> 6)
}

/** With the bit that a leaf has and no label. */
function labelOf(unit: number): number {
  return (unit & (0x80000000 | 0xff)) >>> 0
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    throw damaged()
  }
}

function damaged(): AppError {
  return new AppError('bad-model', 'The precompiled character map in tokenizer.json is damaged.')
}
