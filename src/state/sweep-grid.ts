import type { Mix } from '../adapt/adaptation.ts'
import { alphaGrid } from '../core/alpha-grid.ts'
import { ALPHA_MAX, ALPHA_MIN } from './mix-store.ts'

/** One α that is swept, and the values it takes. */
export interface SweepAxis {
  readonly name: string
  readonly values: readonly number[]
}

/** Distances of two values of α; the finest suits only one of them. */
export const SWEEP_STEPS = [0.1, 0.25, 0.5, 1] as const
export type SweepStep = (typeof SWEEP_STEPS)[number]
/** The finest for two: a square of more points than these is no map that a person reads. */
const FINEST_OF_TWO = 0.25

/** The steps on offer for one α, or for a map of two. */
export function stepsFor(isMap: boolean): readonly SweepStep[] {
  return SWEEP_STEPS.filter((step) => !isMap || step >= FINEST_OF_TWO)
}

/** An axis over the whole range of the sliders. */
export function sweepAxis(name: string, step: SweepStep): SweepAxis {
  return { name, values: alphaGrid(ALPHA_MIN, ALPHA_MAX, step) }
}

/**
 * The mix of every point, everything that is not swept as it stands: row after row of the second axis, in each the
 * values of the first. A swept expert lets go of α a matrix.
 */
export function gridMixes(stand: Mix, first: SweepAxis, second: SweepAxis | null): Mix[] {
  const row = (fixed: Readonly<Record<string, number>>): Mix[] =>
    first.values.map((value) => mixAt(stand, { ...fixed, [first.name]: value }))
  return second ? second.values.flatMap((value) => row({ [second.name]: value })) : row({})
}

function mixAt({ mode, alpha, byModule = {} }: Mix, at: Readonly<Record<string, number>>): Mix {
  const kept = Object.entries(byModule).filter(([name]) => !(name in at))
  return {
    mode,
    alpha: { ...alpha, ...at },
    ...(kept.length > 0 && { byModule: Object.fromEntries(kept) }),
  }
}
