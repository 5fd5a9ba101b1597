import * as v from 'valibot'
import type { Mix } from '../adapt/adaptation.ts'
import { EXPERT_NAME } from '../adapt/expert-name.ts'
import {
  COMPONENT_RANGE,
  GAIN_HANDLES,
  GAIN_RANGE,
  isUntouched,
  type Keep,
  type MatrixStrokes,
} from '../core/inspect/drawing.ts'
import { RANKINGS } from '../core/inspect/strongest.ts'
import { MIX_MODES } from '../core/mixing-types.ts'
import { ALPHA_MAX, ALPHA_MIN } from './mix-store.ts'

/** What a drawn expert's file keeps its drawing under. */
export const DRAWING = 'drawing'

/** All that was drawn. Nothing in it ever changes: undoing takes an older one. */
export interface Drawing {
  /** What z was before anything was drawn: a subject of the inspector, or null for 1 everywhere. */
  readonly start: string | null
  /** The mix that `start` was, where that is the sliders' own: they are moved afterwards. */
  readonly mix: Mix | null
  /** By the place of an adapted matrix. */
  readonly strokes: ReadonlyMap<number, MatrixStrokes>
  readonly keep: Keep | null
}

export const EMPTY_DRAWING: Drawing = { start: null, mix: null, strokes: new Map(), keep: null }

export function isEmptyDrawing({ start, strokes, keep }: Drawing): boolean {
  return start === null && keep === null && [...strokes.values()].every(isUntouched)
}

export function isSameStart(a: Drawing, b: Drawing): boolean {
  return a.start === b.start && a.mix === b.mix
}

const place = v.pipe(v.number(), v.integer(), v.minValue(0))
const within = ([low, high]: readonly [number, number]) =>
  v.pipe(v.number(), v.minValue(low), v.maxValue(high))
const name = v.pipe(v.string(), v.regex(EXPERT_NAME))
const mix = v.object({
  mode: v.picklist(MIX_MODES),
  alpha: v.record(name, within([ALPHA_MIN, ALPHA_MAX])),
  byModule: v.exactOptional(v.record(name, v.array(v.number()))),
})

const TEXT = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    start: v.nullable(name),
    mix: v.nullable(mix),
    strokes: v.array(
      v.tuple([
        place,
        v.pipe(v.array(within(GAIN_RANGE)), v.length(GAIN_HANDLES)),
        v.array(v.tuple([place, within(COMPONENT_RANGE)])),
      ]),
    ),
    keep: v.nullable(v.object({ count: place, ranking: v.picklist(RANKINGS) })),
  }),
)

/** A drawing as its expert's file keeps it. */
export function drawingText({ strokes, ...rest }: Drawing): string {
  const drawn = [...strokes].filter(([, own]) => !isUntouched(own))
  return JSON.stringify({
    ...rest,
    strokes: drawn.map(([matrix, { gains, components }]) => [matrix, gains, [...components]]),
  })
}

/** Null for what is no drawing. */
export function readDrawing(text: string): Drawing | null {
  const read = v.safeParse(TEXT, text)
  if (!read.success) return null
  const { strokes, ...rest } = read.output
  return {
    ...rest,
    strokes: new Map(
      strokes.map(([matrix, gains, components]) => [matrix, { gains, components: new Map(components) }]),
    ),
  }
}
