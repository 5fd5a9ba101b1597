import { candidatesAt, type LensLane, type LensReading } from '../../state/lens-reading.ts'
import { ShareBar } from '../controls/share-bar.tsx'
import { percent, points, tokenText } from '../format.ts'
import { en } from '../messages/en.ts'
import { LaneLabel, laneName, laneTone } from './lane-look.tsx'
import { natsText } from './lens-sentence.ts'

const words = en.lens
const SHOWN = 6

/** What every lane finds likeliest at one place, side by side. */
export function PlaceLists({ reading, place }: { readonly reading: LensReading; readonly place: number }) {
  const { lanes, pieces } = reading
  return (
    <div className="lens-place">
      <h3>{words.place(place + 1, pieces.length, tokenText(pieces[place] ?? ''))}</h3>
      <p className="quiet">{words.listsHow}</p>
      <div className="lens-lists">
        {lanes.map((lane, index) => (
          <LaneList key={lane.name} {...{ reading, lane, place }} isBase={index === 0} />
        ))}
      </div>
    </div>
  )
}

interface LaneListProps {
  readonly reading: LensReading
  readonly lane: LensLane
  readonly place: number
  readonly isBase: boolean
}

function LaneList({ reading, lane, place, isBase }: LaneListProps) {
  const { name, places } = lane
  const own = places[place]
  const id = reading.ids[place]
  const rows = candidatesAt(reading, lane, place, SHOWN)
  const isListed = rows.some((row) => row.id === id)
  const before = Math.exp(reading.lanes[0]?.places[place]?.logProb ?? 0)
  const share = Math.exp(own?.logProb ?? 0)
  return (
    <div className="lens-list" {...laneTone(name)}>
      <h4>
        <LaneLabel name={name} />
        {!isBase && <span className="quiet">{words.fromBase(natsText(own?.divergence ?? 0))}</span>}
      </h4>
      <ol aria-label={words.listOf(laneName(name), place + 1)}>
        {rows.map((row) => (
          <Row
            key={row.id}
            {...row}
            name={name}
            // The followed token's own probability is known exactly, listed in the base or not.
            change={isBase ? undefined : row.id === id ? row.probability - before : row.change}
            isOwn={row.id === id}
          />
        ))}
        {!isListed && (
          <Row
            {...{ name, text: reading.pieces[place] ?? '', probability: share }}
            change={isBase ? undefined : share - before}
            isOwn
            isFarther
          />
        )}
      </ol>
    </div>
  )
}

function shareText(share: number): string {
  if (share < 0.0005) return words.underTenth
  return percent(share, share < 0.1 ? 1 : 0)
}

interface RowProps {
  readonly name: string
  readonly text: string
  readonly probability: number
  /** Null where it is not known, undefined in the base's own list. */
  readonly change: number | null | undefined
  readonly isOwn: boolean
  /** Not among the likeliest. */
  readonly isFarther?: boolean
}

function Row({ name, text, probability, change, isOwn, isFarther = false }: RowProps) {
  return (
    <li className={`${isOwn ? 'is-own' : ''}${isFarther ? ' is-farther' : ''}`}>
      <span className="lens-word">
        {isOwn && (
          <>
            <span aria-hidden="true">▸ </span>
            <span className="visually-hidden">{words.thisToken} </span>
          </>
        )}
        {tokenText(text)}
      </span>
      <ShareBar share={probability} tone={name} />
      <span className="bar-value">{shareText(probability)}</span>
      {change !== undefined && (
        <span className="delta">
          {change === null ? (
            <>
              <span aria-hidden="true">{words.isNew}</span>
              <span className="visually-hidden">{words.notListed}</span>
            </>
          ) : (
            <>
              {points(change)}
              <span className="visually-hidden"> {words.points}</span>
            </>
          )}
        </span>
      )}
    </li>
  )
}
