import type { Mix } from '../adapt/adaptation.ts'
import type { ShownPlace } from '../worker/protocol.ts'

export type Along = 'base' | 'adapted'

/** One lane along the answer. */
export interface LensLane {
  /** `base`, `adapted`, or the expert that is alone in it: no expert may be called as the first two. */
  readonly name: string
  readonly places: readonly ShownPlace[]
}

/** Everything about one answer that was read: which, and what each lane says at each of its places. */
export interface LensReading {
  readonly along: Along
  readonly prompt: string
  readonly mix: Mix
  readonly ids: readonly number[]
  readonly pieces: readonly string[]
  /** The base first, the adapted model second. */
  readonly lanes: readonly LensLane[]
  /** Place of the first token that the two answers do not share; null where they are the same. */
  readonly partsAt: number | null
}

/** Where two answers part, from 0: at their first different token, or where one of them has ended. */
export function partingPlace(base: readonly number[], adapted: readonly number[]): number | null {
  const length = Math.max(base.length, adapted.length)
  for (let place = 0; place < length; place++) if (base[place] !== adapted[place]) return place
  return null
}

/** What the sentence above the chart tells. */
export interface LensSummary {
  /** Where the adapted model is furthest from the base, and how far, in nats. */
  readonly most: number
  readonly mostDivergence: number
  /** Sum over all places: what the whole answer's distributions differ by, in nats. */
  readonly total: number
  /** Places where the base's likeliest token is not the adapted model's. */
  readonly disagreements: number
}

export function summaryOf({ lanes }: Pick<LensReading, 'lanes'>): LensSummary {
  const [base, adapted] = lanes
  const divergences = (adapted?.places ?? []).map(({ divergence }) => divergence)
  const mostDivergence = Math.max(0, ...divergences)
  return {
    most: Math.max(0, divergences.indexOf(mostDivergence)),
    mostDivergence,
    total: divergences.reduce((sum, divergence) => sum + divergence, 0),
    disagreements: divergences.filter((_, place) => disagrees(base, adapted, place)).length,
  }
}

/** Whether two lanes would say different things at a place, each taking its likeliest token. */
export function disagrees(first: LensLane | undefined, second: LensLane | undefined, place: number): boolean {
  return first?.places[place]?.top[0]?.id !== second?.places[place]?.top[0]?.id
}

/** One candidate at a place, as the base and another lane have it. */
export interface LensCandidate {
  readonly id: number
  readonly text: string
  readonly probability: number
  /** Change from the base; null where the base does not name the token. */
  readonly change: number | null
}

/** A lane's likeliest tokens at a place, each against the base. */
export function candidatesAt(
  reading: LensReading,
  lane: LensLane,
  place: number,
  count: number,
): LensCandidate[] {
  const inBase = new Map(
    (reading.lanes[0]?.places[place]?.top ?? []).map(({ id, probability }) => [id, probability]),
  )
  return (lane.places[place]?.top ?? []).slice(0, count).map(({ id, text, probability }) => {
    const before = inBase.get(id)
    return { id, text, probability, change: before === undefined ? null : probability - before }
  })
}
