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
