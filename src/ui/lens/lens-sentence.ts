import { type LensReading, summaryOf } from '../../state/lens-reading.ts'
import { fixed, percent, tokenText } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.lens

/** 0.4321 → `0.43`, 0.0042 → `0.004`; what is too small to matter is `0`. */
export function natsText(nats: number): string {
  if (nats >= 10) return fixed(nats, 1)
  if (nats >= 0.1) return fixed(nats, 2)
  return nats < 0.0005 ? '0' : fixed(nats, 3)
}

/** What the lens shows now, in one sentence. */
export function lensSentence(reading: LensReading): string {
  const { along, pieces } = reading
  const { most, mostDivergence, total, disagreements } = summaryOf(reading)
  if (natsText(total) === '0') return words.equal(along, pieces.length)
  return words.summary(
    along,
    pieces.length,
    parting(reading),
    most + 1,
    natsText(mostDivergence),
    natsText(total),
    disagreements,
  )
}

function parting({ partsAt, lanes: [base, adapted] }: LensReading): string {
  if (partsAt === null) return words.same
  const [before] = base?.places[partsAt]?.top ?? []
  const [after] = adapted?.places[partsAt]?.top ?? []
  if (!before || !after) return words.partsLater
  const said = [before, after].flatMap(({ text, probability }) => [tokenText(text), percent(probability)])
  const [baseText = '', baseShare = '', adaptedText = '', adaptedShare = ''] = said
  return words.parts(partsAt + 1, baseText, baseShare, adaptedText, adaptedShare)
}
