import * as v from 'valibot'

/** The `model` of a tokenizer.json whose vocabulary is a list of pieces with their log probabilities. */
export const UnigramModel = v.pipe(
  v.looseObject({
    vocab: v.custom<readonly Piece[]>(isPieces, 'Expected pieces with scores'),
    unk_id: v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
    byte_fallback: v.optional(v.boolean(), false),
  }),
  v.check(({ vocab, unk_id }) => (unk_id ?? 0) < vocab.length, 'Expected an unk_id of the vocabulary'),
)
type Piece = readonly [piece: string, score: number]

/** In UTF-16 units. SentencePiece's default is 16; each character of a text costs up to this much more. */
const MAX_PIECE = 512
/** How much less likely than the rarest piece a character without one is; as SentencePiece has it. */
const UNKNOWN_PENALTY = 10

/**
 * The likeliest split of a text into pieces, by Viterbi's algorithm (Kudo 2018, arXiv 1804.10959). Characters without a
 * piece make up one unknown run, or their UTF-8 bytes where the model falls back to them.
 *
 * @param model.vocab piece i has the id i; of equal pieces the last one counts
 * @param without pieces that no text has
 * @returns for a text its pieces; an unknown run as it is
 */
export function unigram(
  { vocab, unk_id, byte_fallback }: v.InferOutput<typeof UnigramModel>,
  without: ReadonlySet<string> = new Set(),
): (text: string) => string[] {
  const scores = new Map(vocab.filter(([piece]) => piece !== '' && !without.has(piece)))
  const lengths = lengthsByFirst(scores.keys())
  const unknownScore = vocab.reduce((least, [, score]) => Math.min(least, score), Infinity) - UNKNOWN_PENALTY
  const unknown = vocab[unk_id ?? -1]?.[0]
  const isKnown = (piece: string): boolean => scores.has(piece) && piece !== unknown

  /** Where the last piece of the likeliest split up to each character begins. */
  function bestStarts(characters: readonly string[]): number[] {
    const starts: number[] = []
    const best: number[] = [0]
    for (const [start, character] of characters.entries()) {
      const soFar = best[start] ?? 0
      const offer = (end: number, score: number): void => {
        if (soFar + score <= (best[end] ?? Number.NEGATIVE_INFINITY)) return
        best[end] = soFar + score
        starts[end] = start
      }
      for (const length of lengths.get(character) ?? []) {
        if (start + length > characters.length) break
        const score = scores.get(characters.slice(start, start + length).join(''))
        if (score !== undefined) offer(start + length, score)
      }
      if (!scores.has(character)) offer(start + 1, unknownScore)
    }
    return starts
  }

  function spelled(run: string): string[] {
    if (scores.has(run) || !byte_fallback) return [run]
    const bytes = [...new TextEncoder().encode(run)].map(
      (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
    )
    return bytes.every((byte) => scores.has(byte)) ? bytes : [run]
  }

  return (text) => {
    const characters = [...text]
    const starts = bestStarts(characters)
    const pieces: string[] = []
    let run = ''
    const endRun = (): void => {
      if (run !== '') pieces.push(...spelled(run).reverse())
      run = ''
    }
    for (let end = characters.length; end > 0; end = starts[end] ?? 0) {
      const piece = characters.slice(starts[end], end).join('')
      if (isKnown(piece)) {
        endRun()
        pieces.push(piece)
      } else run = piece + run
    }
    endRun()
    return pieces.reverse()
  }
}

/** In characters, ascending; a vocabulary has few lengths for each first character, whatever its size. */
function lengthsByFirst(pieces: Iterable<string>): Map<string, readonly number[]> {
  const found = new Map<string, Set<number>>()
  for (const piece of pieces) {
    const characters = [...piece]
    const [first = ''] = characters
    const lengths = found.get(first)
    if (lengths) lengths.add(characters.length)
    else found.set(first, new Set([characters.length]))
  }
  return new Map([...found].map(([first, lengths]) => [first, [...lengths].sort((a, b) => a - b)]))
}

function isPieces(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (entry) =>
        Array.isArray(entry) &&
        entry.length === 2 &&
        typeof entry[0] === 'string' &&
        entry[0].length <= MAX_PIECE &&
        Number.isFinite(entry[1]),
    )
  )
}
