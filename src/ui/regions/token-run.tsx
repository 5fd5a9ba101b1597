import type { DiffToken } from '../../core/token-diff.ts'
import { tokenText } from '../format.ts'

interface TokenRunProps {
  readonly pieces: readonly string[]
  /** Index of a token → it has no counterpart in the other output. */
  readonly changed: ReadonlySet<number>
  readonly change: 'ins' | 'del'
  readonly stale: readonly string[]
  readonly chips: boolean
  readonly streaming: boolean
}

/** The tokens of one answer: as text, or each in a frame so that its ends can be seen. */
export function TokenRun({ pieces, changed, change: Change, stale, chips, streaming }: TokenRunProps) {
  const show = (piece: string, index: number): string =>
    chips ? tokenText(piece) : index === 0 ? piece.trimStart() : piece
  return (
    <p className={`token-run${chips ? ' chips-on' : ''}`}>
      {pieces.map((piece, index) => {
        const text = show(piece, index)
        // With the separator: token 5 “0” and token 50 “” are two keys.
        const key = `${index} ${piece}`
        if (!changed.has(index)) return <span key={key}>{text}</span>
        // The space before a token is not part of the change.
        const lead = text.length - text.trimStart().length
        return (
          <span key={key}>
            {text.slice(0, lead)}
            <Change>{text.slice(lead)}</Change>
          </span>
        )
      })}
      {stale.slice(pieces.length).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the answer
        <span key={`stale ${pieces.length + index} ${piece}`} className="stale" aria-hidden="true">
          {show(piece, pieces.length + index)}
        </span>
      ))}
      {streaming && <span className="caret" aria-hidden="true" />}
    </p>
  )
}

/** The token places that only one side has. */
export function changedPlaces(
  diff: readonly DiffToken[],
  side: 'before' | 'after',
): { readonly places: ReadonlySet<number> } {
  const places = new Set<number>()
  for (const token of diff) {
    const place = token[side]
    if (token.kind !== 'same' && place !== undefined) places.add(place)
  }
  return { places }
}
