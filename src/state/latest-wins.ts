import { asAppError } from '../core/errors.ts'

export interface Control {
  readonly signal: AbortSignal
  /** Tells that something of this job can be seen; from here on a newer job may replace it. */
  readonly shown: () => void
  /** False once a newer job has been asked for. */
  readonly isNewest: () => boolean
}

export interface LatestWins<Job> {
  /** Runs the job now, or keeps it as the only one waiting. */
  submit(job: Job): void
  readonly busy: () => boolean
  /** Resolves when nothing runs and nothing waits. */
  settled(): Promise<void>
  stop(): void
}

interface Running<Job> {
  readonly job: Job
  readonly abort: AbortController
  readonly begun: number
  shown: boolean
}

/** A quick engine has shown something long before. */
const PATIENCE_MS = 2000

/**
 * At most one job in flight and one waiting; a newer job replaces the waiting one. A job that has shown
 * something is aborted for a newer one, a job that has not is let run until it has: so a thumb that moves
 * faster than the model still sees results; on a machine that takes seconds for the first word nobody waits for a
 * question that has been taken back. A job equal to the one in flight is that job.
 */
export function createLatestWins<Job>(
  perform: (job: Job, control: Control) => Promise<void>,
  onError: (thrown: unknown) => void,
  isSame: (a: Job, b: Job) => boolean = Object.is,
): LatestWins<Job> {
  let running: Running<Job> | null = null
  let waiting: { readonly job: Job } | null = null
  let idle: (() => void)[] = []

  async function start(job: Job): Promise<void> {
    const mine: Running<Job> = { job, abort: new AbortController(), begun: performance.now(), shown: false }
    running = mine
    const control: Control = {
      signal: mine.abort.signal,
      isNewest: () => running === mine && waiting === null && !mine.abort.signal.aborted,
      shown: () => {
        mine.shown = true
        if (waiting) mine.abort.abort()
      },
    }
    try {
      await perform(job, control)
    } catch (thrown) {
      // What nobody waits for any more may fail as it likes.
      if (!mine.abort.signal.aborted && asAppError(thrown, 'io').code !== 'cancelled') onError(thrown)
    }
    running = null
    const next = waiting
    waiting = null
    if (next) void start(next.job)
    else {
      const waiters = idle
      idle = []
      for (const resolve of waiters) resolve()
    }
  }

  return {
    submit(job) {
      if (!running) {
        void start(job)
        return
      }
      if (isSame(running.job, job) && !running.abort.signal.aborted) {
        waiting = null
        return
      }
      waiting = { job }
      const outdated = running
      const replace = () => {
        if (running === outdated && waiting) outdated.abort.abort()
      }
      if (outdated.shown) replace()
      else setTimeout(replace, outdated.begun + PATIENCE_MS - performance.now())
    },
    busy: () => running !== null,
    settled: () => (running === null ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve))),
    stop() {
      waiting = null
      running?.abort.abort()
    },
  }
}
