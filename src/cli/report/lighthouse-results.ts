import type { Origin } from '../../adapt/origin.ts'

/** What Lighthouse says of the page in the run whose performance lies in the middle; the lowest of all runs for the rest. */
export interface LighthouseForm {
  readonly form: 'phone' | 'desktop'
  /** How many programs wanted a core in the minute before. */
  readonly load: number
  /** Scores are of 100. */
  readonly performance: number
  readonly performanceOfRuns: readonly number[]
  readonly accessibility: number
  readonly bestPractices: number
  readonly firstContentfulPaintMs: number
  readonly largestContentfulPaintMs: number
  readonly speedIndexMs: number
  readonly totalBlockingTimeMs: number
  readonly layoutShift: number
}

/** `lighthouse.json`: what `npm run lighthouse` wrote. */
export interface LighthouseResults extends Omit<Origin, 'seed'> {
  readonly version: string
  readonly browser: string
  readonly cores: number
  readonly forms: readonly LighthouseForm[]
}
