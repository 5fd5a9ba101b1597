/** What one token boundary can separate: a run of letters, a run of digits, or any single sign. */
const PIECE = /\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu

/** Lower case, composed, one space between pieces: the only form of text that prompts and answers have. */
export function canonicalText(text: string): string {
  return piecesOf(text).join(' ')
}

/** Words, numbers and signs of a text, each one token or several of the tasks' tokenizer. */
export function piecesOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(PIECE) ?? []
}
