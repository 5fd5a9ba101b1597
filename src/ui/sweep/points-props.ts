import type { SweepPoint } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'

/** What every drawing of a sweep is given. */
export interface PointsProps {
  readonly run: SweepRun
  readonly points: readonly SweepPoint[]
  /** Index of the point at which the sliders stand; −1 where they stand elsewhere. */
  readonly here: number
  readonly onPick: (point: SweepPoint) => void
  /** A pointer or the focus is on a point. */
  readonly onPoint?: (point: SweepPoint) => void
}
