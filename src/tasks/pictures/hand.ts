import type { Prng } from '../../core/prng.ts'
import type { Box } from '../../model/vision/picture.ts'
import { type GlyphSet, glyphStrokes } from './glyphs.ts'
import type { Point, Stroke } from './strokes.ts'

/** How someone writes: drawn once a panel. */
export interface Hand {
  readonly thickness: number
  /** Radians. */
  readonly rotation: number
  /** Columns a row leans over. */
  readonly slant: number
  /** How far a point may miss its place, as a share of the sign. */
  readonly wobble: number
  /** How often corners are cut: 0 writes edges, 2 curves. */
  readonly roundness: number
}

export function drawHand(prng: Prng): Hand {
  return {
    thickness: 1 + 1.5 * prng.uniform(),
    rotation: 0.12 * clipped(prng),
    slant: 0.2 * clipped(prng),
    wobble: 0.06 * prng.uniform(),
    roundness: prng.integer(3),
  }
}

/** Normal, within ±2. */
function clipped(prng: Prng): number {
  return Math.min(2, Math.max(-2, prng.normal()))
}

/** Places a sign in a box, by this hand. */
export function writeGlyph(set: GlyphSet, sign: string, box: Box, hand: Hand, prng: Prng): Stroke[] {
  const off = () => hand.wobble * clipped(prng)
  const middle: Point = [box.x + box.width / 2, box.y + box.height / 2]
  const cos = Math.cos(hand.rotation)
  const sin = Math.sin(hand.rotation)
  const place = ([px, py]: Point): Point => {
    const y = (py + off() - 0.5) * box.height
    const x = (px + off() - 0.5) * box.width - hand.slant * y
    return [middle[0] + cos * x - sin * y, middle[1] + sin * x + cos * y]
  }
  const strokes = glyphStrokes(set, sign, prng.integer(12))
  return strokes.map((stroke) => round(stroke.map(place), hand.roundness))
}

/** Chaikin's corner cutting; a stroke that ends where it began stays closed. */
function round(stroke: Stroke, times: number): Stroke {
  const [first] = stroke
  const last = stroke.at(-1)
  if (times === 0 || !first || !last || stroke.length < 3) return stroke
  const cut = stroke.slice(1).flatMap((b, index): Point[] => {
    const a = stroke[index] ?? b
    return [
      [0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]],
      [0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]],
    ]
  })
  return round([first, ...cut, last], times - 1)
}
