import { type AppError, cancelled, throwIfAborted } from '../core/errors.ts'
import { pause } from './pause.ts'

/** Refused for now, or broken off on the way: worth another try. */
export class Passing extends Error {
  /** How long the server wants not to be asked. */
  readonly afterMs: number
  /** What to say where it does not pass, instead of what all such failures say. */
  readonly refusal: AppError | undefined

  constructor(message: string, { afterMs = 0, refusal }: { afterMs?: number; refusal?: AppError } = {}) {
    super(message)
    this.name = 'Passing'
    this.afterMs = afterMs
    this.refusal = refusal
  }
}

export interface PersistOptions {
  readonly signal?: AbortSignal
  /** Stand-in for tests. */
  readonly wait?: (ms: number) => Promise<void>
}

export interface Persisted extends PersistOptions {
  /** Bytes that have come for good: a try that brought more begins a new count. */
  readonly progress?: () => number
  /** Names what was not to be had, once it has not passed. */
  readonly giveUp: (last: Passing) => AppError
}

/** The first and three more. */
const TRIES = 4
/** However little each of them brings. */
const TRIES_IN_ALL = 64
const FIRST_PAUSE_MS = 300
const LONGEST_PAUSE_MS = 20_000

/**
 * Does again what ended in a `Passing`: up to three times more without any progress, each after twice the pause and a
 * random part of it, so that many pages do not come back at the same moment.
 * @throws AppError what `giveUp` makes of the last failure, `cancelled`; anything else that `attempt` throws, at once.
 */
export async function persist<T>(
  attempt: () => Promise<T>,
  { signal, wait = (ms) => pause(ms, signal), progress = () => 0, giveUp }: Persisted,
): Promise<T> {
  let failures = 0
  let best = progress()
  for (let tried = 1; ; tried++) {
    throwIfAborted(signal)
    let failure: Passing
    try {
      return await attempt()
    } catch (thrown) {
      if (signal?.aborted) throw cancelled()
      if (!(thrown instanceof Passing)) throw thrown
      failure = thrown
    }
    failures = progress() > best ? 1 : failures + 1
    best = Math.max(best, progress())
    if (failures === TRIES || tried === TRIES_IN_ALL) throw failure.refusal ?? giveUp(failure)
    const own = FIRST_PAUSE_MS * 2 ** (failures - 1)
    await wait(Math.min(LONGEST_PAUSE_MS, Math.max(own, failure.afterMs)) * (1 + Math.random() / 4))
  }
}
