import { AppError } from '../../core/errors.ts'
import type { GenerateOptions } from '../engine.ts'

/** @throws AppError `bad-input` */
export function requireOptions({ maxTokens, temperature = 0, topK = 0 }: GenerateOptions): void {
  requireCount('maxTokens', maxTokens)
  requireCount('topK', topK)
  if (!Number.isFinite(temperature) || temperature < 0) {
    throw new AppError('bad-input', `A temperature of ${temperature} means nothing.`, {
      advice: 'Use 0 for greedy, or a positive number.',
    })
  }
}

/** @throws AppError `bad-input` */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new AppError('bad-input', `The option ${name} is ${value}.`, {
      advice: 'Use a whole number that is not negative.',
    })
  }
}
