export type ScaleKind = 'linear' | 'log'

export interface CurveScale {
  readonly ticks: readonly number[]
  /** 0 at the low end, 1 at the high end; null for what has no place on the scale. */
  place(value: number): number | null
}

/**
 * A scale that takes in all values, with round ticks. On a log scale only values above 0 have a place.
 * @param values at least one that has a place
 */
export function curveScale(kind: ScaleKind, values: Iterable<number>): CurveScale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (kind === 'log' && value <= 0) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) [low, high] = [1, 1]
  return kind === 'log' ? logScale(low, high) : linearScale(low, high)
}

function linearScale(low: number, high: number): CurveScale {
  const span = high - low || Math.abs(high) || 1
  const step = roundStep(span / 4)
  const [from, to] = [
    step * Math.floor(low / step),
    step * Math.max(Math.ceil(high / step), Math.floor(low / step) + 1),
  ]
  const count = Math.round((to - from) / step)
  return {
    ticks: Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12))),
    place: (value) => (value - from) / (to - from),
  }
}

function logScale(low: number, high: number): CurveScale {
  // A little room, so that a constant is a line in the middle.
  const [from, to] = [Math.log10(low) - 0.02, Math.log10(high) + 0.02]
  const decades = Array.from({ length: Math.ceil(to) - Math.floor(from) + 1 }, (_, i) => Math.floor(from) + i)
  const all = (factors: readonly number[]) =>
    decades
      .flatMap((decade) => factors.map((factor) => Number((factor * 10 ** decade).toPrecision(6))))
      .filter((tick) => Math.log10(tick) >= from && Math.log10(tick) <= to)
  const [sparse, medium, dense] = [all([1]), all([1, 2, 5]), all([1, 1.2, 1.5, 2, 3, 4, 5, 6, 7, 8, 9])]
  const ticks = sparse.length >= 3 ? sparse : medium.length >= 3 ? medium : dense
  return {
    ticks: thinned(ticks.length > 0 ? ticks : [Number(low.toPrecision(3))]),
    place: (value) => (value > 0 ? (Math.log10(value) - from) / (to - from) : null),
  }
}

/** At most six, so that labels keep apart. */
function thinned(ticks: readonly number[]): readonly number[] {
  const every = Math.ceil(ticks.length / 6)
  return ticks.filter((_, i) => i % every === 0)
}

/** 1, 2 or 5 times a power of ten, not less than the wish. */
function roundStep(wish: number): number {
  const power = 10 ** Math.floor(Math.log10(wish))
  const factor = [1, 2, 5, 10].find((each) => each * power >= wish * 0.999) ?? 10
  return factor * power
}
