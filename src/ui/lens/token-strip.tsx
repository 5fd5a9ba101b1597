import { type CSSProperties, type KeyboardEvent, memo, useMemo, useRef } from 'react'
import { disagrees, type LensLane, type LensReading } from '../../state/lens-reading.ts'
import { ShareBar } from '../controls/share-bar.tsx'
import { percent, tokenText } from '../format.ts'
import { useKeptFocus } from '../kept-focus.ts'
import { en } from '../messages/en.ts'
import { useLanguage } from '../use-language.ts'
import { laneName, laneTone } from './lane-look.tsx'
import { natsText } from './lens-sentence.ts'

const words = en.lens

interface TokenStripProps {
  readonly reading: LensReading
  readonly selected: number
  readonly onSelect: (place: number) => void
}

/** The answer token by token, each with its probabilities and divergences. Arrow keys go from one to the next. */
export function TokenStrip({ reading, selected, onSelect }: TokenStripProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { pieces, lanes, partsAt, along } = reading
  // A shorter answer takes away the token that had the focus.
  useKeptFocus(frame, pieces.join())
  const most = useMemo(() => mostDivergence(lanes), [lanes])

  function go(event: KeyboardEvent<HTMLElement>): void {
    const to = STEPS[event.key]?.(selected, pieces.length - 1)
    if (to === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(pieces.length - 1, to))
    onSelect(next)
    frame.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus()
  }

  return (
    <div ref={frame} className="lens-strip" role="toolbar" aria-label={words.tokens[along]} onKeyDown={go}>
      {pieces.map((piece, place) => (
        <TokenCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the answer
          key={place}
          {...{ piece, place, lanes, most, onSelect }}
          isSelected={place === selected}
          parts={place === partsAt}
        />
      ))}
    </div>
  )
}

const STEPS: Readonly<Record<string, (place: number, last: number) => number>> = {
  ArrowLeft: (place) => place - 1,
  ArrowRight: (place) => place + 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** The largest divergence of any lane: the height that bars are measured by. */
export function mostDivergence(lanes: readonly LensLane[]): number {
  return Math.max(0, ...lanes.flatMap(({ places }) => places.map(({ divergence }) => divergence)))
}

interface TokenCellProps {
  readonly piece: string
  readonly place: number
  readonly lanes: readonly LensLane[]
  readonly most: number
  readonly isSelected: boolean
  readonly parts: boolean
  readonly onSelect: (place: number) => void
}

const TokenCell = memo(({ piece, place, lanes, most, isSelected, parts, onSelect }: TokenCellProps) => {
  // Its own texts: nothing else makes a cell render whose token stays as it is.
  useLanguage()
  const differs = disagrees(lanes[0], lanes[1], place)
  const [, ...others] = lanes
  return (
    <button
      type="button"
      className={`lens-token${parts ? ' parts-here' : ''}`}
      data-place={place}
      aria-pressed={isSelected}
      aria-label={cellText({ piece, place, lanes, parts, differs })}
      tabIndex={isSelected ? 0 : -1}
      onClick={() => onSelect(place)}
    >
      <span className="lens-flag">{parts && `${words.partsHere} `}</span>
      <span className="lens-bars">
        {others.map(({ name, places }) => {
          const share = most === 0 ? 0 : (places[place]?.divergence ?? 0) / most
          return <i key={name} {...laneTone(name)} style={{ '--share': share } as CSSProperties} />
        })}
      </span>
      <span className="lens-text">{tokenText(piece)}</span>
      <span className="lens-shares">
        {lanes.map(({ name, places }) => (
          <span key={name} {...laneTone(name)}>
            <ShareBar share={Math.exp(places[place]?.logProb ?? 0)} tone={name} />
          </span>
        ))}
      </span>
      <span className="lens-differs">{differs && '≠'}</span>
    </button>
  )
})

function cellText({
  piece,
  place,
  lanes,
  parts,
  differs,
}: Pick<TokenCellProps, 'piece' | 'place' | 'lanes' | 'parts'> & { readonly differs: boolean }): string {
  const shares = lanes.map(({ name, places }) =>
    words.cellLane(laneName(name), percent(Math.exp(places[place]?.logProb ?? 0))),
  )
  const divergences = lanes
    .slice(1)
    .map(({ name, places }) => words.cellKl(laneName(name), natsText(places[place]?.divergence ?? 0)))
  const notes = [parts && words.cellParts, differs && words.cellDiffers].filter(Boolean).join('')
  const all = words.cell(place + 1, tokenText(piece), [...shares, ...divergences].join(', '), notes)
  // What is seen on it comes first, as it is seen.
  return parts ? `${words.partsHere} ${tokenText(piece)}: ${all}` : all
}
