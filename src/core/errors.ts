/** What went wrong, as a closed list: a caller can switch on it exhaustively. */
export type AppErrorCode =
  | 'bad-input'
  | 'bad-model'
  | 'bad-expert'
  | 'bad-mix'
  | 'bad-url-state'
  | 'cancelled'
  | 'device-lost'
  | 'integrity'
  | 'io'
  | 'limit'
  | 'missing'
  | 'network'
  | 'no-adapter'
  | 'no-webgpu'
  | 'numeric'
  | 'out-of-memory'
  | 'quota'
  | 'self-test'
  | 'unsupported'
  | 'worker-lost'

/**
 * The one error type that crosses a module boundary. `message` tells what happened, `advice` what the
 * person can do about it; both are complete sentences fit for the page and the terminal.
 */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly advice: string | undefined

  constructor(code: AppErrorCode, message: string, options: { advice?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.advice = options.advice
  }
}

/** Wraps anything thrown as an AppError; an AppError passes through untouched. */
export function asAppError(thrown: unknown, fallback: AppErrorCode): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return cancelled()
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new AppError(fallback, message, { cause: thrown })
}

/** @param advice what is kept, and how to go on */
export function cancelled(advice?: string, cause?: unknown): AppError {
  const options = { ...(advice !== undefined && { advice }), cause }
  return new AppError('cancelled', 'Stopped before it was finished.', options)
}

/** @throws AppError `cancelled` once the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}
