import { EXIT } from './failure.ts'

/** How long a command may take to stop by itself before the process ends under it. */
const GRACE_MS = 700

/**
 * A signal that fires on Ctrl-C or SIGTERM. Work that does not notice it in time is ended with status 130, and a
 * second Ctrl-C ends it at once. The handlers stay: npm passes a terminal's Ctrl-C on a second time, and without
 * them that one would end the process by the signal instead.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    controller.abort()
    setTimeout(() => process.exit(EXIT.interrupted), GRACE_MS).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}
