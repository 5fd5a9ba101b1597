/** `change`: by `σ |z − 1|`, what a component adds to `‖W' − W‖`. `sigma`: by σ, what it carries of W. */
export const RANKINGS = ['change', 'sigma'] as const
export type Ranking = (typeof RANKINGS)[number]

/**
 * The `k` strongest components of a module's change, strongest first; those that change nothing are left out.
 * Of equals the one with the larger singular value comes first.
 * @param z `[rank]`, as `sigma`
 */
export function strongestComponents(sigma: ArrayLike<number>, z: ArrayLike<number>, k: number): number[] {
  return ranked(sigma, z, 'change')
    .filter((index) => strength(sigma, z, index) > 0)
    .slice(0, Math.max(0, k))
}

/** What is left of a multiplier when only some components keep theirs. */
export interface KeptChange {
  /** `[rank]`: z where it was kept, 1 elsewhere. */
  readonly z: Float32Array
  /** `‖W'' − W‖_F / ‖W' − W‖_F`, W'' being the kept and W' the whole change; null where there was none. */
  readonly share: number | null
}

/** Keeps the first `k` components of a ranking and returns the others to 1. */
export function keepComponents(
  sigma: ArrayLike<number>,
  z: ArrayLike<number>,
  k: number,
  ranking: Ranking = 'change',
): KeptChange {
  // Nothing falls away, so there is nothing to rank.
  if (k >= sigma.length) {
    const all = Float32Array.from(sigma, (_, index) => z[index] ?? 1)
    return { z: all, share: all.some((_, index) => strength(sigma, z, index) > 0) ? 1 : null }
  }
  const kept = new Float32Array(sigma.length).fill(1)
  let [left, whole] = [0, 0]
  ranked(sigma, z, ranking).forEach((index, place) => {
    const square = strength(sigma, z, index) ** 2
    whole += square
    if (place >= k) return
    left += square
    kept[index] = z[index] ?? 1
  })
  return { z: kept, share: whole === 0 ? null : Math.sqrt(left / whole) }
}

function ranked(sigma: ArrayLike<number>, z: ArrayLike<number>, ranking: Ranking): number[] {
  const key = (index: number) => (ranking === 'sigma' ? (sigma[index] ?? 0) : strength(sigma, z, index))
  const keys = Float64Array.from(sigma, (_, index) => key(index))
  return Array.from(keys.keys()).sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || a - b)
}

/** `σ |z − 1|` */
function strength(sigma: ArrayLike<number>, z: ArrayLike<number>, index: number): number {
  return (sigma[index] ?? 0) * Math.abs((z[index] ?? 1) - 1)
}
