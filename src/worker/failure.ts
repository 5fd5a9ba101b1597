import { AppError, asAppError } from '../core/errors.ts'
import type { WorkerFailure } from './protocol.ts'

/** An error as data: a thrown object loses its class and its fields on the way to the page. */
export function toFailure(thrown: unknown): WorkerFailure {
  const { code, message, advice } = asAppError(thrown, 'unsupported')
  return { code, message, advice: advice ?? null }
}

/** The error again, on the other side. */
export function fromFailure({ code, message, advice }: WorkerFailure): AppError {
  return new AppError(code, message, advice === null ? {} : { advice })
}
