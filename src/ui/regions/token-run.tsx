import type { DiffToken } from '../../core/token-diff.ts'
import { tokenText } from '../format.ts'

interface TokenRunProps {
  readonly pieces: readonly string[]
  /** Index of a token → it has no counterpart in the other output. */
  readonly changed: ReadonlySet<number>
  readonly change: 'ins' | 'del'
  readonly stale: readonly string[]
  readonly chips: boolean
  /** Long answers of plain language are set as text; what stands between code fences as code. */
  readonly prose: boolean
  readonly streaming: boolean
}

/** The tokens of one answer: as text, or each in a frame so that its ends can be seen. */
export function TokenRun({ pieces, changed, change: Change, stale, chips, prose, streaming }: TokenRunProps) {
  const show = (piece: string, index: number): string =>
    chips ? tokenText(piece) : index === 0 ? piece.trimStart() : piece
  const code = prose ? codePlaces(pieces) : NO_CODE
  return (
    <p className={`token-run${chips ? ' chips-on' : ''}${prose ? ' as-prose' : ''}`}>
      {pieces.map((piece, index) => {
        const text = show(piece, index)
        // With the separator: token 5 “0” and token 50 “” are two keys.
        const key = `${index} ${piece}`
        const look = code.has(index) ? 'mono' : undefined
        if (!changed.has(index)) {
          return (
            <span key={key} className={look}>
              {text}
            </span>
          )
        }
        // The space before a token is not part of the change.
        const lead = text.length - text.trimStart().length
        return (
          <span key={key} className={look}>
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

const NO_CODE: ReadonlySet<number> = new Set()

/** The tokens between code fences, the fences included; a fence may be cut anywhere. */
export function codePlaces(pieces: readonly string[]): ReadonlySet<number> {
  const text = pieces.join('')
  const places = new Set<number>()
  const fences = [...text.matchAll(/^[ \t]*```.*$/gm)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  let start = 0
  pieces.forEach((piece, place) => {
    const end = start + piece.length
    const before = fences.filter(([, fenceEnd]) => fenceEnd <= start).length
    const inFence = fences.some(([from, to]) => from < end && start < to)
    if (before % 2 === 1 || inFence) places.add(place)
    start = end
  })
  return places
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
