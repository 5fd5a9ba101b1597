import { csvText } from './csv.ts'
import type { LensReading } from './lens-reading.ts'

/** One line a token of the answer (counted from 1): each lane's probability of it and likeliest token, and divergences in nats. */
export function lensCsv({ lanes, pieces, ids, partsAt }: LensReading): string {
  const perLane = lanes.flatMap(({ name }, lane) => [
    `p ${name}`,
    `likeliest ${name}`,
    ...(lane > 0 ? [`KL ${name} from base`] : []),
  ])
  const head = ['token', 'id', 'text', 'parts here', ...perLane]
  const lines = pieces.map((text, place) => [
    ...[place + 1, ids[place] ?? ''].map(String),
    text,
    place === partsAt ? 'yes' : '',
    ...lanes.flatMap(({ places }, lane) => {
      const own = places[place]
      if (!own) return []
      const shown = [String(Math.exp(own.logProb)), own.top[0]?.text ?? '']
      return lane > 0 ? [...shown, String(own.divergence)] : shown
    }),
  ])
  return csvText([head, ...lines])
}

/** Everything that was read, the lists of candidates included. */
export function lensJson({ lanes, pieces, ids, partsAt, along, prompt, mix }: LensReading): string {
  const tokens = pieces.map((text, place) => ({
    id: ids[place],
    text,
    lanes: lanes.map(({ name, places }) => {
      const { logProb, divergence, top } = places[place] ?? {}
      const likeliest = top?.map(({ id, text: own, probability }) => ({ id, text: own, probability }))
      return { name, logProb, divergence, likeliest }
    }),
  }))
  const units = { logProb: 'nats', divergence: 'KL(lane ‖ base) over the whole vocabulary, nats' }
  const document = { prompt, mix, along, partsAt, units, tokens }
  return `${JSON.stringify(document, null, 2)}\n`
}
