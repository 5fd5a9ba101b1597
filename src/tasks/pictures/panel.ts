import type { Prng } from '../../core/prng.ts'
import type { Box } from '../../model/vision/picture.ts'
import { between } from '../draw.ts'
import { DIGITS, type GlyphSet, LETTERS, SHAPES } from './glyphs.ts'
import { drawHand, type Hand, writeGlyph } from './hand.ts'
import type { Stroke } from './strokes.ts'

/** What a panel shows. */
export type Panel =
  /** Up to six letters a–z. */
  | { readonly kind: 'word'; readonly text: string }
  /** A number from 0 to 99, alone. */
  | { readonly kind: 'number'; readonly value: number }
  /** So many things: a number beside one of them, or (up to 9) each of them drawn. */
  | { readonly kind: 'things'; readonly count: number; readonly thing: string; readonly each: boolean }

export interface PanelStrokes {
  readonly strokes: readonly Stroke[]
  readonly thickness: number
}

/** Most things that are drawn one by one. */
export const MOST_DRAWN = 9

/** Small signs written with a thick pen would run together. */
const THICKEST = { word: 2, number: 2.5, things: 1.8 } as const

const MARGIN = 1.5

/** The strokes of a panel in pixels of the picture, in a random hand. */
export function panelStrokes(panel: Panel, box: Box, prng: Prng): PanelStrokes {
  const hand = drawHand(prng)
  const strokes = contents(panel, box, hand, prng)
  return { strokes, thickness: Math.min(hand.thickness, THICKEST[panel.kind]) }
}

function contents(panel: Panel, box: Box, hand: Hand, prng: Prng): Stroke[] {
  switch (panel.kind) {
    case 'word':
      return signs(LETTERS, panel.text, placeIn(box, panel.text.length * 9, 14, prng), hand, prng)
    case 'number':
      return digits(panel.value, placeIn(box, 13 * String(panel.value).length, 20, prng), hand, prng)
    case 'things':
      return panel.each && panel.count <= MOST_DRAWN
        ? eachThing(panel.count, panel.thing, box, hand, prng)
        : numbered(panel.count, panel.thing, box, hand, prng)
    default:
      return panel satisfies never
  }
}

/** A box of at most this size, shrunk by up to a third, at a random place in the panel. */
function placeIn(box: Box, width: number, height: number, prng: Prng): Box {
  const shrink = 0.66 + 0.34 * prng.uniform()
  const own = {
    width: Math.min(width, box.width - 2 * MARGIN) * Math.max(shrink, 0.85),
    height: Math.min(height, box.height - 2 * MARGIN) * shrink,
  }
  return {
    ...own,
    x: box.x + MARGIN + prng.uniform() * (box.width - 2 * MARGIN - own.width),
    y: box.y + MARGIN + prng.uniform() * (box.height - 2 * MARGIN - own.height),
  }
}

/** Signs side by side, with a gap between them. */
function signs(set: GlyphSet, text: string, box: Box, hand: Hand, prng: Prng): Stroke[] {
  const pitch = box.width / text.length
  const width = pitch * 0.68
  return [...text].flatMap((sign, index) => {
    const own = { ...box, x: box.x + pitch * index + (pitch - width) / 2, width }
    return writeGlyph(set, sign, own, hand, prng)
  })
}

function digits(value: number, box: Box, hand: Hand, prng: Prng): Stroke[] {
  return signs(DIGITS, String(value), box, hand, prng)
}

function numbered(count: number, thing: string, box: Box, hand: Hand, prng: Prng): Stroke[] {
  const size = 9 + 2 * prng.uniform()
  const left = { ...box, width: box.width - size - 1 }
  const icon = {
    x: box.x + box.width - size - prng.uniform() * 1.5,
    y: box.y + MARGIN + prng.uniform() * (box.height - size - 2 * MARGIN),
    width: size - 1,
    height: size - 1,
  }
  const number = placeIn(left, 9.5 * String(count).length, 16, prng)
  return [...digits(count, number, hand, prng), ...writeGlyph(SHAPES, thing, icon, calm(hand), prng)]
}

/** Things on a grid of places: in rows, or scattered. */
function eachThing(count: number, thing: string, box: Box, hand: Hand, prng: Prng): Stroke[] {
  const [columns, rows] = count <= 3 ? [3, 1] : count <= 6 ? [3, 2] : [between(prng, 4, 5), 2]
  const places = Array.from({ length: columns * rows }, (_, place) => place)
  const chosen = prng.uniform() < 0.5 ? places.slice(0, count) : prng.shuffle(places).slice(0, count)
  const pitch = { width: box.width / columns, height: box.height / rows }
  const size = Math.min(pitch.width - 1.4, pitch.height - 1.4, 9)
  return chosen.flatMap((place) => {
    const spare = { x: pitch.width - 1 - size, y: pitch.height - 1 - size }
    const own = {
      x: box.x + 0.5 + (place % columns) * pitch.width + prng.uniform() * spare.x,
      y: box.y + 0.5 + Math.floor(place / columns) * pitch.height + prng.uniform() * Math.min(3, spare.y),
      width: size,
      height: size,
    }
    return writeGlyph(SHAPES, thing, own, calm(hand), prng)
  })
}

/** Small shapes survive less than letters do. */
function calm(hand: Hand): Hand {
  return { ...hand, wobble: hand.wobble / 2, slant: hand.slant / 2, roundness: Math.min(1, hand.roundness) }
}
