/** One module and what an expert or a mix makes of it. */
export interface SpectralPart {
  /** `[rank]` */
  readonly sigma: ArrayLike<number>
  /** `[rank]` */
  readonly z: ArrayLike<number>
}

/**
 * `‖W' − W‖_F / ‖W‖_F` over several modules at once, as if they stood in one matrix; of one module it is
 * `scaleChange`. 0 where all of them are zero.
 */
export function wholeChange(parts: readonly SpectralPart[]): number {
  let [moved, whole] = [0, 0]
  for (const { sigma, z } of parts) {
    for (let i = 0; i < sigma.length; i++) {
      const s = sigma[i] ?? 0
      moved += (s * ((z[i] ?? 1) - 1)) ** 2
      whole += s ** 2
    }
  }
  return whole === 0 ? 0 : Math.sqrt(moved / whole)
}

/**
 * `z − 1` for a strip of at most `bins` marks: each stands for neighbouring singular values and shows the one that
 * is furthest from 0, so that a single component is never averaged away.
 */
export function changeStrip(z: ArrayLike<number>, bins: number): Float64Array {
  const length = Math.max(0, Math.min(z.length, Math.floor(bins)))
  return Float64Array.from({ length }, (_, bin) => {
    let furthest = 0
    const end = Math.floor(((bin + 1) * z.length) / length)
    for (let i = Math.floor((bin * z.length) / length); i < end; i++) {
      const change = (z[i] ?? 1) - 1
      if (Math.abs(change) > Math.abs(furthest)) furthest = change
    }
    return furthest
  })
}
