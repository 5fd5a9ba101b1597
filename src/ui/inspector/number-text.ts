import { fixed, localised } from '../format.ts'

/** Any finite number in few signs: three digits, and powers of ten only where they must be. */
export function plainNumber(value: number): string {
  const size = Math.abs(value)
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-3) ? value.toExponential(1).replace('e+', 'e') : short(value)
  return localised(text)
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** A multiplier, to a thousandth. */
export function zText(z: number): string {
  return fixed(z, 3)
}
