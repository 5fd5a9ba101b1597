import { EXIT } from './failure.ts'

/** How long a command may take to stop by itself before the process ends under it. */
const GRACE_MS = 700
/** npm passes a terminal's Ctrl-C on a second time, which is no second wish. */
const ECHO_MS = 500

export interface Interrupts {
  /** Fires on Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
  /** While `work` runs, the first Ctrl-C only asks it to end with what it has; the next one fires `signal`. */
  untilInterrupt<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T>
}

/**
 * Work that does not notice the signal in time is ended with status 130, and a second Ctrl-C ends it at once. The
 * handlers stay: without them the one that npm passes on would end the process by the signal instead.
 */
export function watchInterrupts(): Interrupts {
  const controller = new AbortController()
  let gentle: AbortController | null = null
  let gentleAt = Number.NEGATIVE_INFINITY

  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    controller.abort()
    setTimeout(() => process.exit(EXIT.interrupted), GRACE_MS).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', () => {
    if (performance.now() - gentleAt < ECHO_MS) return
    if (gentle && !gentle.signal.aborted) {
      gentleAt = performance.now()
      gentle.abort()
    } else stop()
  })
  return {
    signal: controller.signal,
    async untilInterrupt(work) {
      const own = new AbortController()
      gentle = own
      try {
        return await work(own.signal)
      } finally {
        if (gentle === own) gentle = null
      }
    },
  }
}
