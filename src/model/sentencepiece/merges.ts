import { AppError } from '../../core/errors.ts'

/** No trained piece is longer; runs of spaces come closest. */
const MAX_PIECE_CHARACTERS = 128
/** In all pieces together; vocabularies of 256 000 pieces have 2 million. */
const MAX_CHARACTERS = 2 ** 23

/**
 * The merges of a SentencePiece BPE vocabulary, which has only scores: every way to put a piece together from two
 * others, best piece first, as Hugging Face's converter orders them.
 *
 * @param pieces with their ids and scores; those that cannot arise from merging are left out by the caller.
 * @throws AppError `bad-model` for a piece of more than 128 characters or more than 8 million in all, on which this
 * would take too long.
 */
export function mergesFromScores(
  pieces: ReadonlyMap<string, { readonly id: number; readonly score: number }>,
): [string, string][] {
  let characters = 0
  for (const piece of pieces.keys()) characters += piece.length
  if (characters > MAX_CHARACTERS) throw tooLong(`${characters} characters`)
  const merges: { left: string; right: string; score: number; order: number }[] = []
  for (const [piece, { score }] of pieces) {
    if (piece.length > MAX_PIECE_CHARACTERS) throw tooLong(`a piece of ${piece.length} characters`)
    const ways: { left: string; right: string; first: number; second: number }[] = []
    for (let cut = 1; cut < piece.length; cut++) {
      const left = piece.slice(0, cut)
      const right = piece.slice(cut)
      const first = pieces.get(left)
      const second = pieces.get(right)
      if (first && second) ways.push({ left, right, first: first.id, second: second.id })
    }
    ways.sort((a, b) => a.first - b.first || a.second - b.second)
    for (const { left, right } of ways) merges.push({ left, right, score, order: merges.length })
  }
  merges.sort(
    (a, b) =>
      b.score - a.score ||
      b.left.length - a.left.length ||
      b.right.length - a.right.length ||
      a.order - b.order,
  )
  return merges.map(({ left, right }) => [left, right])
}

function tooLong(what: string): AppError {
  return new AppError('bad-model', `The vocabulary of the tokenizer has ${what}, more than any trained one.`)
}
