/** `from`, `from + step`, … up to `to`, each rounded to hundredths, as sliders hold them. */
export function alphaGrid(from: number, to: number, step: number): number[] {
  const count = Math.floor((to - from) / step + 1e-9) + 1
  return Array.from({ length: count }, (_, i) => Math.round(100 * (from + i * step)) / 100 + 0)
}
