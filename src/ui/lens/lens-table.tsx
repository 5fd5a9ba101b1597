import type { LensReading } from '../../state/lens-reading.ts'
import { DataTable } from '../controls/data-table.tsx'
import { percent, tokenText } from '../format.ts'
import { en } from '../messages/en.ts'
import { laneName } from './lane-look.tsx'
import { natsText } from './lens-sentence.ts'

const words = en.lens

/** The strip in numbers: one row a token. */
export function LensTable({ reading }: { readonly reading: LensReading }) {
  const { lanes, pieces, partsAt, along } = reading
  return (
    <DataTable
      caption={words.tokens[along]}
      columns={[
        words.columnToken,
        words.columnText,
        ...lanes.flatMap(({ name }, lane) => [
          words.columnShare(laneName(name)),
          words.columnLikeliest(laneName(name)),
          ...(lane > 0 ? [words.columnKl(laneName(name))] : []),
        ]),
      ]}
      rows={pieces.map((piece, place) => ({
        key: String(place),
        cells: [
          place === partsAt ? `${place + 1} (${words.partsHere})` : place + 1,
          tokenText(piece),
          ...lanes.flatMap(({ places }, lane) => {
            const own = places[place]
            const shown = [percent(Math.exp(own?.logProb ?? 0), 1), tokenText(own?.top[0]?.text ?? '')]
            return lane > 0 ? [...shown, natsText(own?.divergence ?? 0)] : shown
          }),
        ],
      }))}
    />
  )
}
