import { PANEL, PICTURE, type Picture, panelPixels } from './picture.ts'

/** The encoder looks at a panel through overlapping windows of 8 × 8 pixels, 4 apart: 7 across and 5 down. */
export const WINDOW = { size: 8, step: 4, columns: 7, rows: 5, count: 35, pixels: 64 } as const

/** Then through fields of 3 × 3 neighbouring windows (16 × 16 pixels, as large as a digit): 5 across and 3 down. */
export const FIELD = { columns: 5, rows: 3, count: 15, windows: 9 } as const

/** The windows of each field, `[15][9]`. */
export const FIELD_WINDOWS: readonly (readonly number[])[] = Array.from(
  { length: FIELD.count },
  (_, field) => {
    const [left, top] = [field % FIELD.columns, Math.floor(field / FIELD.columns)]
    return Array.from(
      { length: FIELD.windows },
      (_, window) => (top + Math.floor(window / 3)) * WINDOW.columns + left + (window % 3),
    )
  },
)

/** Contrast against the paper, after smoothing, below which a panel counts as empty: noise stays under 0.09. */
const LEAST_CONTRAST = 0.12

export interface PanelInput {
  /** Place of the panel in the picture, 0 to 3. */
  readonly panel: number
  /** `[35, 64]`: the windows' pixels, paper at 0 and ink at about 1. */
  readonly windows: Float32Array
}

/**
 * The panels of a picture that show something, in reading order. Empty panels are left out, so that they cost no
 * token. Faint ink and grey paper are evened out here, and light ink on dark paper is turned round.
 */
export function panelInputs(picture: Picture): PanelInput[] {
  return Array.from({ length: PICTURE.panels }, (_, panel) => panel).flatMap((panel) => {
    const even = evenOut(panelPixels(picture, panel))
    return even ? [{ panel, windows: cutWindows(even) }] : []
  })
}

/** Grey values with paper at 0 and the strongest ink at 1, or null for an empty panel. */
function evenOut(pixels: Float32Array): Float32Array | null {
  const paper = paperOf(pixels)
  const most = strongest(pixels, paper)
  if (Math.abs(most) < LEAST_CONTRAST) return null
  return pixels.map((grey) => (grey - paper) / most)
}

/** Ink covers less than half of a panel, so the median is paper; every third pixel tells it well enough. */
function paperOf(pixels: Float32Array): number {
  const some = new Float32Array(Math.ceil(pixels.length / 3))
  for (let i = 0; i < some.length; i++) some[i] = pixels[3 * i] ?? 0
  return some.sort()[some.length >> 1] ?? 0
}

/** The mean over 3 × 3 pixels that is furthest from paper, less paper. */
function strongest(pixels: Float32Array, paper: number): number {
  const { width, height } = PANEL
  let most = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let sum = 0
      for (let row = y - 1; row <= y + 1; row++) {
        const at = row * width + x
        sum += (pixels[at - 1] ?? 0) + (pixels[at] ?? 0) + (pixels[at + 1] ?? 0)
      }
      const contrast = sum / 9 - paper
      if (Math.abs(contrast) > Math.abs(most)) most = contrast
    }
  }
  return most
}

function cutWindows(pixels: Float32Array): Float32Array {
  const { size, step, columns, rows } = WINDOW
  const windows = new Float32Array(WINDOW.count * WINDOW.pixels)
  let at = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let y = 0; y < size; y++) {
        const start = (row * step + y) * PANEL.width + column * step
        windows.set(pixels.subarray(start, start + size), at)
        at += size
      }
    }
  }
  return windows
}
