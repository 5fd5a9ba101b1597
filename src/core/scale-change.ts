/**
 * How far a multiplier moves the scales of one module: `‖σ ⊙ z − σ‖ / ‖σ‖`, 0 for a module that is zero.
 * @param z `[rank]`, as `sigma`
 */
export function scaleChange(sigma: ArrayLike<number>, z: ArrayLike<number>): number {
  let moved = 0
  let whole = 0
  for (let i = 0; i < sigma.length; i++) {
    const s = sigma[i] ?? 0
    moved += (s * ((z[i] ?? 1) - 1)) ** 2
    whole += s ** 2
  }
  return whole === 0 ? 0 : Math.sqrt(moved / whole)
}
