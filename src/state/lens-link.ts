import * as v from 'valibot'
import type { Along } from './lens-reading.ts'

/** Where the lens stands. */
export interface LensPlace {
  readonly along: Along
  /** From 0; null where the two answers part. */
  readonly place: number | null
  /** Whether each expert alone is read as well. */
  readonly each: boolean
}

/** What a link says of the next-token lens. */
export interface LensLink {
  readonly lens?: LensPlace
}

const PLACE = /^(adapted|base)(?::([1-9]\d{0,3}))?(:each)?$/

/** `adapted:5:each`: tokens count from 1, as on the page. */
export const lensField = v.pipe(
  v.string(),
  v.regex(PLACE, 'not adapted or base, with :TOKEN and :each'),
  v.transform((text): LensPlace => {
    const [, along, place, each] = PLACE.exec(text) ?? []
    return {
      along: along === 'base' ? 'base' : 'adapted',
      place: place === undefined ? null : Number(place) - 1,
      each: each !== undefined,
    }
  }),
)

export function lensText({ along, place, each }: LensPlace): string {
  return `${along}${place === null ? '' : `:${place + 1}`}${each ? ':each' : ''}`
}
