import type { Measured } from '../../adapt/experiment-result.ts'
import { mean, standardDeviation, studentQuantile, wilsonInterval } from '../../core/statistics.ts'

/** Right or wrong, item by item, once a training seed; all seeds on the same items. */
export type Judged = readonly (readonly boolean[])[]

const accuracy = (judged: readonly boolean[]): number => judged.filter(Boolean).length / judged.length

/**
 * Mean accuracy over the seeds. The interval speaks of the items alone, as if there were one set of them: the
 * seeds share their items, so that counting each seed's answers as new ones would make it too narrow. What the
 * seeds add is in `runs`.
 */
export function accuracyOf(judged: Judged): Measured {
  const runs = judged.map(accuracy)
  const items = judged[0]?.length ?? 0
  const value = mean(runs)
  const interval = wilsonInterval(value * items, items)
  return runs.length > 1 ? { value, interval, runs } : { value, interval }
}

export interface Difference {
  /** a − b, as a share. */
  readonly value: number
  /** 95 %, for the choice of the items and of the seeds. */
  readonly interval: readonly [number, number]
}

/**
 * How much more often `a` is right than `b`, on the same items: paired by item, means over the seeds. With few
 * seeds their spread is itself uncertain, so the interval is Student's, with Satterthwaite's degrees of freedom.
 */
export function differenceOf(a: Judged, b: Judged): Difference {
  const items = a[0]?.length ?? 0
  const rate = (judged: Judged, item: number) => mean(judged.map((run) => Number(run[item] ?? false)))
  const differences = Array.from({ length: items }, (_, item) => rate(a, item) - rate(b, item))
  const value = mean(differences)
  const sources = [ofMean(differences), ofMean(a.map(accuracy)), ofMean(b.map(accuracy))]
  const variance = sources.reduce((sum, source) => sum + source.variance, 0)
  const spread = sources.reduce(
    (sum, source) => sum + (source.variance === 0 ? 0 : source.variance ** 2 / source.freedom),
    0,
  )
  const half = spread === 0 ? 0 : studentQuantile(variance ** 2 / spread) * Math.sqrt(variance)
  return { value, interval: [value - half, value + half] }
}

/** Variance of the mean, and what it was estimated from. */
function ofMean(values: readonly number[]): { readonly variance: number; readonly freedom: number } {
  return { variance: standardDeviation(values) ** 2 / values.length, freedom: values.length - 1 }
}

export type Outcome = 'better' | 'worse' | 'no clear difference'

/** Clear only when the interval leaves out 0. */
export function outcomeOf({ interval: [low, high] }: Difference): Outcome {
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'no clear difference'
}

/** `math +3.0 [+1.2, +4.8] points (better)`. */
export function describeDifference(what: string, difference: Difference): string {
  const [low, high] = difference.interval
  return `${what} ${signedPoints(difference.value)} [${signedPoints(low)}, ${signedPoints(high)}] (${outcomeOf(difference)})`
}

/** How much better `a` is on each family, both in the order of the families. */
export function differencesOf(
  families: readonly string[],
  a: readonly Judged[],
  b: readonly Judged[],
): { readonly family: string; readonly difference: Difference }[] {
  return families.map((family, index) => ({
    family,
    difference: differenceOf(a[index] ?? [], b[index] ?? []),
  }))
}

/** `math +3.0 [+1.2, +4.8] points (better), code …` */
export function describeDifferences(differences: ReturnType<typeof differencesOf>): string {
  return differences.map(({ family, difference }) => describeDifference(family, difference)).join(', ')
}

/** A share in percentage points: `+3.0`, `−1.2`, `0.0`. */
export function signedPoints(share: number): string {
  const points = (100 * share).toFixed(1)
  if (Number(points) === 0) return '0.0'
  return `${share < 0 ? '−' : '+'}${points.replace('-', '')}`
}

/** `math and code`, `none`. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? 'none'
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
