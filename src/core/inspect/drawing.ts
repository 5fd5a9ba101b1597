import { gainCurve } from './gain-curve.ts'
import { keepComponents, type Ranking } from './strongest.ts'

/** Handles of a gain curve, from the largest singular values to the smallest. */
export const GAIN_HANDLES = 5
/** What a handle may be set to, and a single component. */
export const GAIN_RANGE = [0, 3] as const
export const COMPONENT_RANGE = [-4, 4] as const

/** What was drawn on one matrix. */
export interface MatrixStrokes {
  /** `[GAIN_HANDLES]`; 1 leaves things as they are. */
  readonly gains: readonly number[]
  /** z of single components, which the curve then does not touch. */
  readonly components: ReadonlyMap<number, number>
}

/** Only the first `count` components of a ranking keep their change. */
export interface Keep {
  readonly count: number
  readonly ranking: Ranking
}

export const NO_STROKES: MatrixStrokes = { gains: Array(GAIN_HANDLES).fill(1), components: new Map() }

/**
 * The multipliers that a hand drew on one matrix: `z_i = start_i · gain_i`, where no component was set by itself, and
 * then what the rank view leaves of their change.
 * @param start `[rank]`, what the drawing began with
 * @returns `z [rank]`, and the share of the change that was kept as `keepComponents` tells it
 */
export function drawnMultipliers(
  sigma: ArrayLike<number>,
  start: ArrayLike<number>,
  { gains, components }: MatrixStrokes,
  keep: Keep | null,
): { readonly z: Float32Array; readonly share: number | null } {
  const curve = gainCurve(gains, sigma.length)
  const z = Float32Array.from(curve, (gain, i) => components.get(i) ?? (start[i] ?? 1) * gain)
  return keepComponents(sigma, z, keep ? keep.count : sigma.length, keep?.ranking)
}

/** True where these strokes change nothing. */
export function isUntouched({ gains, components }: MatrixStrokes): boolean {
  return components.size === 0 && gains.every((gain) => gain === 1)
}
