import { type Box, PICTURE, type Picture } from '../../model/vision/picture.ts'

export type Point = readonly [x: number, y: number]
/** What a pen draws without being lifted: a line through the points, or a dot for a single one. */
export type Stroke = readonly Point[]

export interface Pen {
  /** Width of the line in pixels. */
  readonly thickness: number
  /** Grey value of its middle, 0 to 1. */
  readonly ink: number
}

const WHOLE: Box = { x: 0, y: 0, width: PICTURE.width, height: PICTURE.height }

/**
 * Draws strokes (in pixels of the picture) with smooth edges; ink never gets lighter. A person's drawing in the
 * page goes through here too, so that it looks to the encoder like the pictures it was trained on.
 * @param clip nothing is drawn outside of this box
 */
export function drawStrokes(picture: Picture, strokes: readonly Stroke[], pen: Pen, clip: Box = WHOLE): void {
  for (const stroke of strokes) {
    const [first] = stroke
    if (!first) continue
    if (stroke.length === 1) drawSegment(picture, first, first, pen, clip)
    stroke.slice(1).forEach((point, index) => {
      drawSegment(picture, stroke[index] ?? point, point, pen, clip)
    })
  }
}

function drawSegment(picture: Picture, a: Point, b: Point, { thickness, ink }: Pen, clip: Box): void {
  // A pixel whose centre is `radius` away is half covered.
  const radius = thickness / 2
  const reach = radius + 1
  const left = Math.max(clip.x, Math.floor(Math.min(a[0], b[0]) - reach))
  const right = Math.min(clip.x + clip.width - 1, Math.ceil(Math.max(a[0], b[0]) + reach))
  const top = Math.max(clip.y, Math.floor(Math.min(a[1], b[1]) - reach))
  const bottom = Math.min(clip.y + clip.height - 1, Math.ceil(Math.max(a[1], b[1]) + reach))
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const length = dx * dx + dy * dy
  const edge = radius + 0.5
  for (let y = top; y <= bottom; y++) {
    const fromY = y + 0.5 - a[1]
    for (let x = left; x <= right; x++) {
      const fromX = x + 0.5 - a[0]
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (fromX * dx + fromY * dy) / length))
      const ex = fromX - along * dx
      const ey = fromY - along * dy
      const square = ex * ex + ey * ey
      if (square >= edge * edge) continue
      const at = y * PICTURE.width + x
      picture[at] = Math.max(picture[at] ?? 0, ink * Math.min(1, edge - Math.sqrt(square)))
    }
  }
}
