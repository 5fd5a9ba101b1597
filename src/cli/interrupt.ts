import { asAppError, cancelled } from '../core/errors.ts'
import { EXIT } from './failure.ts'

/** In the environment of a command that `supervise` watches. */
export const SUPERVISED = 'T2_SUPERVISED'

export const NOTHING_KEPT = 'Nothing was kept: the same command begins anew.'

/** What the supervisor says to a command: Ctrl-C, or SIGTERM. */
export type Stop = 'interrupt' | 'terminate'

/** What a command says to its supervisor. */
export interface Told {
  /** What is kept, and how to go on. */
  readonly advice?: string
  /** Whether the next Ctrl-C only asks it to end with what it has. */
  readonly endsGently?: boolean
  /** A folder that is to be gone when the command is. */
  readonly scratch?: string
  /** The exit status of a command that has said all it has to say. */
  readonly status?: number
}

export interface Interrupts {
  /** Fires on Ctrl-C or SIGTERM. The process is ended where it does not stop within a second. */
  readonly signal: AbortSignal
  /** While `work` runs, the first Ctrl-C only asks it to end with what it has; the next one fires `signal`. */
  untilInterrupt<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T>
  /** What an interruption from here on says: what is kept, and how to go on. */
  whenStopped(advice: string): void
  /** What was thrown, with that advice where it is an interruption. */
  explain(thrown: unknown): unknown
}

/** The supervisor as a command sees it: its messages, and its end. */
export interface Supervisor {
  tell(told: Told): void
  listen(onStop: (stop: Stop) => void): void
}

export function watchInterrupts({ tell, listen }: Supervisor): Interrupts {
  const controller = new AbortController()
  let gentle: AbortController | null = null
  let advice = NOTHING_KEPT
  listen((stop) => {
    if (stop === 'interrupt' && gentle && !gentle.signal.aborted) gentle.abort()
    else controller.abort()
  })
  return {
    signal: controller.signal,
    async untilInterrupt(work) {
      const own = new AbortController()
      gentle = own
      tell({ endsGently: true })
      try {
        return await work(own.signal)
      } finally {
        tell({ endsGently: false })
        if (gentle === own) gentle = null
      }
    },
    whenStopped(text) {
      advice = text
      tell({ advice })
    },
    explain(thrown) {
      const error = asAppError(thrown, 'io')
      return error.code === 'cancelled' && error.advice === undefined ? cancelled(advice, thrown) : thrown
    },
  }
}

/** The process that started this one, or nobody where a command runs by itself. */
export function supervisorHere(): Supervisor {
  if (process.env[SUPERVISED] !== '1') return { tell: () => undefined, listen: () => undefined }
  return {
    tell: (told) => process.send?.(told),
    listen(onStop) {
      process.on('message', onStop)
    },
  }
}

/** Leaves signals to the supervisor, and ends when that is gone. Call once, as early as possible. */
export function obeySupervisor(): void {
  if (process.env[SUPERVISED] !== '1') return
  // A terminal sends Ctrl-C to both. Without handlers it would end this process before it has tidied up.
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => undefined)
  process.on('disconnect', () => process.exit(EXIT.interrupted))
}
