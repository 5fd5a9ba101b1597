import { AppError } from '../../core/errors.ts'

/** A picture is a sheet of four panels, two beside two, read like text. Sizes in pixels. */
export const PANEL = { width: 32, height: 24 } as const
export const PICTURE = { columns: 2, rows: 2, panels: 4, width: 64, height: 48 } as const

/** Grey values row by row, `[48 × 64]`: 0 is paper, 1 is ink. */
export type Picture = Float32Array

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A picture without ink, all 0. */
export function blankPicture(): Picture {
  return new Float32Array(PICTURE.width * PICTURE.height)
}

/** Where a panel (0 to 3, in reading order) lies in the picture. */
export function panelBox(panel: number): Box {
  return {
    x: (panel % PICTURE.columns) * PANEL.width,
    y: Math.floor(panel / PICTURE.columns) * PANEL.height,
    ...PANEL,
  }
}

/** A panel's pixels, `[24 × 32]`. */
export function panelPixels(picture: Picture, panel: number): Float32Array {
  const { x, y, width, height } = panelBox(panel)
  const pixels = new Float32Array(width * height)
  for (let row = 0; row < height; row++) {
    const start = (y + row) * PICTURE.width + x
    pixels.set(picture.subarray(start, start + width), row * width)
  }
  return pixels
}

/** @throws AppError `bad-input` unless there are 48 × 64 numbers from 0 to 1 */
export function checkPicture(picture: Picture): void {
  const size = PICTURE.width * PICTURE.height
  if (picture.length !== size)
    throw new AppError('bad-input', `A picture has ${size} pixels, this one has ${picture.length}.`, {
      advice: `Scale it to ${PICTURE.width} × ${PICTURE.height}.`,
    })
  const wrong = picture.find((grey) => !(grey >= 0 && grey <= 1))
  if (wrong !== undefined)
    throw new AppError('bad-input', `A pixel of the picture is ${wrong}.`, {
      advice: 'Grey values go from 0 (paper) to 1 (ink).',
    })
}
