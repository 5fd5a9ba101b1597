import { type AppErrorCode, asAppError } from '../core/errors.ts'

/** An error as plain data, ready to be shown where it belongs. */
export interface Problem {
  readonly code: AppErrorCode
  /** What happened, one or two sentences. */
  readonly message: string
  /** What the visitor can do about it. */
  readonly advice: string | null
}

/** Anything thrown as plain data; `fallback` is the code of what is no AppError. */
export function problemOf(thrown: unknown, fallback: AppErrorCode = 'io'): Problem {
  const error = asAppError(thrown, fallback)
  return { code: error.code, message: error.message, advice: error.advice ?? null }
}
