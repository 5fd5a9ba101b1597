import { disagrees, type LensReading } from '../../state/lens-reading.ts'
import { escaped, type Inks, rounded, svgPicture, svgText, type Tone } from '../charts/svg-source.ts'
import { percent, tokenText } from '../format.ts'
import { en } from '../messages/en.ts'
import { laneName, laneTone } from './lane-look.tsx'
import { natsText } from './lens-sentence.ts'
import { mostDivergence } from './token-strip.tsx'

const words = en.lens
const LEFT = 16
const COLUMN = 60
const [TOP, TALLEST, TEXT, SHARE, FOOT] = [44, 80, 24, 12, 24] as const

/** The lens as a picture: each token with its divergences above and every lane's probability of it below. */
export function lensSvg(
  reading: LensReading,
  inks: Inks & { readonly tone: (marks: Tone) => string },
): string {
  const { lanes, pieces, partsAt, along } = reading
  const most = mostDivergence(lanes)
  const tones = lanes.map(({ name }) => inks.tone(laneTone(name)))
  const foot = TOP + TALLEST + TEXT + lanes.length * SHARE + 20
  const width = Math.max(480, 2 * LEFT + pieces.length * COLUMN)
  const height = foot + (lanes.length + 1) * 16 + FOOT
  const columns = pieces.map((piece, place) => {
    const x = LEFT + place * COLUMN
    const wide = (COLUMN - 8) / Math.max(1, lanes.length - 1)
    const bars = lanes.slice(1).map(({ places }, lane) => {
      const tall = most === 0 ? 0 : ((places[place]?.divergence ?? 0) / most) * TALLEST
      return box(x + lane * wide, TOP + TALLEST - tall, wide - 2, tall, tones[lane + 1] ?? inks.ink)
    })
    const shares = lanes.map(({ places }, lane) => {
      const share = Math.exp(places[place]?.logProb ?? Number.NEGATIVE_INFINITY)
      const y = TOP + TALLEST + TEXT + lane * SHARE
      return [
        box(x, y, COLUMN - 8, SHARE - 4, inks.line),
        box(x, y, (COLUMN - 8) * share, SHARE - 4, tones[lane] ?? inks.ink),
      ].join('')
    })
    const told = lanes.flatMap(({ name, places }, lane) => {
      const { logProb = Number.NEGATIVE_INFINITY, divergence = 0 } = places[place] ?? {}
      const share = words.cellLane(laneName(name), percent(Math.exp(logProb), 1))
      return lane === 0 ? [share] : [share, words.cellKl(laneName(name), natsText(divergence))]
    })
    const title = words.cell(place + 1, tokenText(piece), told.join(en.separator), '')
    const marks = [
      ...(place === partsAt ? [svgText(x, TOP - 6, words.partsHere, { fill: inks.quiet, size: 10 })] : []),
      svgText(x, TOP + TALLEST + 16, shortened(tokenText(piece))),
      ...(disagrees(lanes[0], lanes[1], place) ? [svgText(x, foot - 6, '≠')] : []),
    ]
    return `<g><title>${escaped(title)}</title>${[...bars, ...marks, ...shares].join('')}</g>`
  })
  const legend = lanes.map(({ name }, lane) =>
    [
      box(LEFT, foot + 10 + lane * 16, 12, 8, tones[lane] ?? inks.ink),
      svgText(LEFT + 20, foot + 18 + lane * 16, laneName(name)),
    ].join(''),
  )
  const notes = [words.legendShare, words.legendKl(natsText(most)), words.legendDiffer].join(' · ')
  return svgPicture({ width, height }, inks, [
    svgText(LEFT, 20, words.tokens[along]),
    ...columns,
    ...legend,
    svgText(LEFT, foot + 20 + lanes.length * 16, notes, { fill: inks.quiet, size: 10 }),
  ])
}

function box(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}" fill="${fill}"/>`
}

/** As much of a token as its column has room for; the whole of it is in the title. */
function shortened(text: string): string {
  return text.length > 8 ? `${text.slice(0, 7)}…` : text
}
