import type { Candidate } from '../../engine/engine.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import type { ShownCandidate } from '../protocol.ts'

const UNFINISHED = '\uFFFD'

/** Candidates with the text that each would add. */
export function shownCandidates(tokenizer: Tokenizer, candidates: readonly Candidate[]): ShownCandidate[] {
  return candidates.map((candidate) => ({ ...candidate, text: tokenizer.pieces([candidate.id])[0] ?? '' }))
}

/** Gives each token of a lane its text as it comes; a character of several tokens appears with its last. */
export function createPieceStream(tokenizer: Tokenizer): (id: number) => string {
  let pending: number[] = []
  return (id) => {
    pending.push(id)
    const pieces = tokenizer.pieces(pending)
    if (pieces.at(-1)?.includes(UNFINISHED) && pending.length < 4) return ''
    pending = []
    return pieces.join('')
  }
}
