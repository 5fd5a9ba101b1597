/**
 * Wilson's score interval of a proportion, 95 %: unlike the normal interval it stays inside [0, 1] and is
 * sound at 0 and at all correct. No items: nothing is known, [0, 1].
 */
export function wilsonInterval(correct: number, items: number): [number, number] {
  if (items === 0) return [0, 1]
  const z = 1.959963984540054
  const p = correct / items
  const zz = (z * z) / items
  const centre = (p + zz / 2) / (1 + zz)
  const half = (z / (1 + zz)) * Math.sqrt((p * (1 - p)) / items + zz / (4 * items))
  return [correct === 0 ? 0 : Math.max(0, centre - half), correct === items ? 1 : Math.min(1, centre + half)]
}

/** NaN for an empty list, as are the other statistics of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0
  return sum / values.length
}

/** Of a sample (divided by n − 1); 0 for a single value. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length === 1) return 0
  const centre = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - centre) ** 2
  return Math.sqrt(sum / (values.length - 1))
}

/** The mean of the two in the middle where the number is even; NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}

/** Linear interpolation between order statistics; `q` is held to [0, 1]. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) return Number.NaN
  const place = Math.min(1, Math.max(0, q)) * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? low
  return low === high ? low : low + (high - low) * (place - below)
}

/**
 * 97.5 % quantiles of Student's t by degrees of freedom; between them they run almost straight in 1 / freedom
 * (between 1 and 2 a straight line is on the wide side).
 */
const STUDENT: readonly (readonly [freedom: number, quantile: number])[] = [
  [1, 12.7062],
  [2, 4.3027],
  [3, 3.1824],
  [4, 2.7764],
  [5, 2.5706],
  [6, 2.4469],
  [8, 2.306],
  [10, 2.2281],
  [15, 2.1314],
  [30, 2.0423],
  [Number.POSITIVE_INFINITY, 1.96],
]

/** How many standard errors a two-sided 95 % interval reaches, for any `freedom` of at least 1. */
export function studentQuantile(freedom: number): number {
  const above = STUDENT.findIndex(([own]) => own >= freedom)
  const [high, low] = [STUDENT[above], STUDENT[Math.max(0, above - 1)]]
  if (!high || !low) return Number.NaN
  if (high === low) return high[1]
  const share = (1 / low[0] - 1 / freedom) / (1 / low[0] - 1 / high[0])
  return low[1] + share * (high[1] - low[1])
}
