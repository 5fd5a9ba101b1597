/**
 * A smooth curve through handles that stand at equal distances from the largest singular value to the smallest:
 * monotone cubics (Fritsch & Carlson 1980), which never leave the range of the two handles they lie between.
 * @param handles values at the handles; one alone is a constant
 * @param rank how many singular values the curve is for
 * @returns `[rank]`
 */
export function gainCurve(handles: readonly number[], rank: number): Float64Array {
  const last = handles.length - 1
  const at = (index: number): number => handles[index] ?? 1
  if (last < 1) return new Float64Array(rank).fill(at(0))
  const steps = Array.from({ length: last }, (_, i) => at(i + 1) - at(i))
  const slopes = handles.map((_, i) => slopeAt(steps[i - 1], steps[i]))
  return Float64Array.from({ length: rank }, (_, index) => {
    const place = rank === 1 ? 0 : (index * last) / (rank - 1)
    const left = Math.min(last - 1, Math.floor(place))
    const t = place - left
    return (
      at(left) +
      (steps[left] ?? 0) * t * t * (3 - 2 * t) +
      (slopes[left] ?? 0) * t * (1 - t) ** 2 +
      (slopes[left + 1] ?? 0) * t * t * (t - 1)
    )
  })
}

/** The harmonic mean of both sides; level at a peak, in a valley and at either end of the curve. */
function slopeAt(before: number | undefined, after: number | undefined): number {
  if (before === undefined || after === undefined || before * after <= 0) return 0
  return (2 * before * after) / (before + after)
}
