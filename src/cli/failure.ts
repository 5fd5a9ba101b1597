import { CommanderError } from 'commander'
import { AppError, asAppError } from '../core/errors.ts'

export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const

/** The command line itself is wrong: exit status 2. */
export class UsageError extends AppError {
  constructor(message: string, advice?: string) {
    super('bad-input', message, advice === undefined ? {} : { advice })
    this.name = 'UsageError'
  }
}

/** Exit status and what to say on stderr, one line (a stack as well when T2_DEBUG=1), for anything thrown. */
export function describeFailure(thrown: unknown, debug: boolean): { status: number; text: string } {
  if (thrown instanceof CommanderError) {
    // Commander has written its own line by now.
    return { status: thrown.exitCode === 0 ? EXIT.ok : EXIT.usage, text: '' }
  }
  const error = asAppError(thrown, 'io')
  const status =
    error.code === 'cancelled' ? EXIT.interrupted : error instanceof UsageError ? EXIT.usage : EXIT.failed
  const line = oneLine(`error: ${error.message}${error.advice ? ` ${error.advice}` : ''}`)
  return { status, text: debug ? `${line}\n${stackOf(thrown)}` : line }
}

/** Any text on one line, for a message. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ')
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`
  return `${thrown.stack ?? thrown.message}${cause}`
}
