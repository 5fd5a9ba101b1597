import { createStore, type StoreApi } from 'zustand/vanilla'

/** Pictures that are drawn by rule, so that anybody can draw them again. */
export const DRAWINGS = ['house', 'checks', 'hills', 'noise'] as const
export type Drawing = (typeof DRAWINGS)[number]

/** A picture taken apart: what is left of it with few singular values, or with some of them scaled. */
export interface PictureSvdState {
  readonly drawing: Drawing
  /** Singular values that are kept, the largest first. */
  readonly keep: number
  /** Gains of the largest few, of those after them, and of the rest. */
  readonly gains: readonly [number, number, number]
  /** `‖A − A'‖ / ‖A‖` of what is shown; null until something was. */
  readonly error: number | null
}

export type PictureSvdStore = StoreApi<PictureSvdState>

/** Rows and columns of a drawing, and so the number of its singular values. */
export const DRAWING_SIZE = 48

/** How many singular values the first two gains are for; the third has the rest. */
export const GAIN_BANDS = [2, 6] as const

export const createPictureSvdStore = (): PictureSvdStore =>
  createStore<PictureSvdState>(() => ({
    drawing: 'house',
    keep: DRAWING_SIZE,
    gains: [1, 1, 1],
    error: null,
  }))
