import { writeSync } from 'node:fs'
import { AppError, asAppError, cancelled } from '../core/errors.ts'
import { describeFailure, EXIT } from './failure.ts'

/** How long a command may take to stop by itself before the process ends under it. */
const GRACE_MS = 700
/** npm passes a terminal's Ctrl-C on a second time, which is no second wish. */
const ECHO_MS = 500

export interface Interrupts {
  /** Fires on Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
  /** While `work` runs, the first Ctrl-C only asks it to end with what it has; the next one fires `signal`. */
  untilInterrupt<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T>
  /** What to say after an interruption from here on: what is kept, and how to go on. */
  whenStopped(advice: () => string): void
  /** What was thrown, with that advice where it is an interruption. */
  explain(thrown: unknown): unknown
}

const NOTHING_KEPT = 'Nothing was kept: the same command begins anew.'

/**
 * Work that does not notice the signal in time is ended with status 130, and a second Ctrl-C ends it at once. The
 * handlers stay: without them the one that npm passes on would end the process by the signal instead.
 */
export function watchInterrupts(): Interrupts {
  const controller = new AbortController()
  let gentle: AbortController | null = null
  let gentleAt = Number.NEGATIVE_INFINITY
  let advice = () => NOTHING_KEPT

  function explain(thrown: unknown): unknown {
    const error = asAppError(thrown, 'io')
    if (error.code !== 'cancelled' || error.advice !== undefined) return thrown
    return new AppError('cancelled', error.message, { advice: advice(), cause: thrown })
  }
  function exit(): never {
    // process.stderr may write later than the process lives.
    writeAtOnce(`${describeFailure(explain(cancelled()), false).text}\n`)
    process.exit(EXIT.interrupted)
  }
  function stop(): void {
    if (controller.signal.aborted) exit()
    controller.abort()
    setTimeout(exit, GRACE_MS).unref()
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
    whenStopped(tell) {
      advice = tell
    },
    explain,
  }
}

function writeAtOnce(text: string): void {
  try {
    writeSync(2, text)
  } catch {
    // A stderr that is closed or full keeps no process alive.
  }
}
