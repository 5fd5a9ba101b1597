import { asAppError } from '../core/errors.ts'
import { type Problem, problemOf } from './problem.ts'

/** What a run knows of itself while it is under way. */
export interface Run {
  /** Fires when the run is stopped, or another takes its place. */
  readonly signal: AbortSignal
  /** False once another has taken its place: its result is nobody's any more. */
  isLatest(): boolean
  /** The same, and nobody has stopped it: what it tells on the way may be shown. */
  isWanted(): boolean
}

/** How a run ended that did not come to its end. Neither is called where another has taken its place. */
export interface RunEnds {
  stopped(): void
  failed(problem: Problem): void
}

/** Work of which at most one is under way, such as a call of the model that the visitor can stop. */
export interface LatestRun {
  /** Begins `work` at once, in the place of what is under way; never rejects. */
  start(work: (run: Run) => Promise<void>, ends: RunEnds): Promise<void>
  isRunning(): boolean
  /** Stops what is under way; it is heard of once more, by `stopped`. */
  stop(): void
  /** Stops what is under way, and nothing more is heard of it. */
  forget(): void
}

export function createLatestRun(): LatestRun {
  let running: AbortController | null = null

  async function start(work: (run: Run) => Promise<void>, ends: RunEnds): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    const isLatest = (): boolean => running === mine
    try {
      await work({ signal: mine.signal, isLatest, isWanted: () => isLatest() && !mine.signal.aborted })
    } catch (thrown) {
      if (!isLatest()) return
      if (asAppError(thrown, 'io').code === 'cancelled') ends.stopped()
      else ends.failed(problemOf(thrown))
    } finally {
      if (isLatest()) running = null
    }
  }

  return {
    start,
    isRunning: () => running !== null,
    stop: () => running?.abort(),
    forget() {
      running?.abort()
      running = null
    },
  }
}
