import type { Prng } from '../../core/prng.ts'
import { blankPicture, PICTURE, type Picture, panelBox } from '../../model/vision/picture.ts'
import { type Panel, panelStrokes } from './panel.ts'
import { drawStrokes } from './strokes.ts'

/**
 * Draws up to four panels, each in its own hand, on paper that is not quite white, with faint or strong ink and
 * with noise. The same generator state gives the same picture.
 */
export function drawPicture(panels: readonly Panel[], prng: Prng): Picture {
  const picture = blankPicture()
  panels.slice(0, PICTURE.panels).forEach((panel, index) => {
    const box = panelBox(index)
    const { strokes, thickness } = panelStrokes(panel, box, prng)
    drawStrokes(picture, strokes, { thickness, ink: 1 }, box)
  })
  const paper = 0.2 * prng.uniform()
  const ink = Math.min(1, paper + 0.5 + 0.5 * prng.uniform())
  const noise = 0.07 * prng.uniform()
  return picture.map((cover) =>
    Math.min(1, Math.max(0, paper + (ink - paper) * cover + noise * prng.normal())),
  )
}
