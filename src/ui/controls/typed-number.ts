import { decimalMark } from '../language.ts'

/**
 * The number that somebody typed into a box: with a point, with the decimal mark of the page's language, with either minus sign.
 * NaN where the text is no number.
 */
export function typedNumber(text: string): number {
  const plain = text.trim().replace('−', '-').replace(decimalMark(), '.')
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
}

interface Steps {
  readonly min: number
  readonly max: number
  readonly step: number
}

/**
 * The next number on the grid of `step` from `min`, above or below a value that may lie between two of its points.
 * @param direction 1 for up, −1 for down
 */
export function nextStep(value: number, direction: 1 | -1, { min, max, step }: Steps): number {
  const place = Number(((value - min) / step).toFixed(6))
  const next = direction === 1 ? Math.floor(place) + 1 : Math.ceil(place) - 1
  return Math.min(max, Math.max(min, Number((min + next * step).toFixed(6))))
}
