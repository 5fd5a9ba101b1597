import { AppError } from '../core/errors.ts'

/** @param where the first place that such a number was seen in; null where nobody looked */
export function notFinite(where: string | null): AppError {
  const seen = where === null ? '' : `, first in ${where}`
  return new AppError('numeric', `The model produced numbers that are not finite${seen}.`, {
    advice: 'Bring the sliders nearer to 0, or check that the experts belong to this model.',
  })
}

/** A loop, as a callback for every number of a large batch takes longer than the model's own work. */
export function areFinite(numbers: Float32Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false
  return true
}
