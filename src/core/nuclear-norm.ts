/** Sums over one module, in float64: `base = Σσ`, `scaled = Σσz` and `magnitude = Σ|σz|`. */
export function nuclearNorms(
  sigma: ArrayLike<number>,
  z: (index: number) => number,
): { readonly base: number; readonly scaled: number; readonly magnitude: number } {
  let base = 0
  let scaled = 0
  let magnitude = 0
  for (let i = 0; i < sigma.length; i++) {
    const own = sigma[i] ?? 0
    const product = own * z(i)
    base += own
    scaled += product
    magnitude += Math.abs(product)
  }
  return { base, scaled, magnitude }
}
