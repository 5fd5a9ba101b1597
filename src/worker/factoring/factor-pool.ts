import { AppError, cancelled } from '../../core/errors.ts'
import type { WeightJob } from '../../model/factor-weight.ts'
import { fromFailure } from '../failure.ts'
import type { FactorAnswer } from './factor-worker.ts'

/** Workers that factor matrices, each one at a time. */
export interface FactorPool {
  /**
   * `factorWeight` in a free worker. No more than the pool's workers may be under way.
   * @throws AppError as `factorWeight`; `cancelled` once the pool is closed, `out-of-memory` where a worker dies.
   */
  factor(job: WeightJob): Promise<Uint8Array | null>
  close(): void
}

type JobWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

interface Waiting {
  readonly resolve: (file: Uint8Array | null) => void
  readonly reject: (error: AppError) => void
}

function spawnWorker(): JobWorker {
  return new Worker(new URL('./factor-worker.ts', import.meta.url), { type: 'module', name: 'factor' })
}

/** All processors but the one that goes on answering. */
export function factorThreads(processors = globalThis.navigator?.hardwareConcurrency ?? 2): number {
  return Math.max(1, processors - 1)
}

export function createFactorPool(threads: number, spawn: () => JobWorker = spawnWorker): FactorPool {
  const idle: JobWorker[] = []
  const busy = new Map<JobWorker, Waiting>()
  let isClosed = false

  function take(worker: JobWorker): Waiting | undefined {
    const waiting = busy.get(worker)
    busy.delete(worker)
    return waiting
  }

  function start(): JobWorker {
    const worker = spawn()
    worker.onmessage = ({ data }: MessageEvent<FactorAnswer>) => {
      const waiting = take(worker)
      idle.push(worker)
      if ('file' in data) waiting?.resolve(data.file)
      else waiting?.reject(fromFailure(data.failure))
    }
    worker.onerror = (event) => {
      event.preventDefault?.()
      const reason = event.message || 'It could not be loaded, or the memory ran out.'
      take(worker)?.reject(new AppError('out-of-memory', `A part of the factoring stopped. ${reason}`))
    }
    return worker
  }

  const workers = Array.from({ length: threads }, start)
  idle.push(...workers)

  return {
    factor: (job) =>
      new Promise((resolve, reject) => {
        const worker = isClosed ? undefined : idle.pop()
        if (!worker) return reject(cancelled())
        busy.set(worker, { resolve, reject })
        worker.postMessage(job)
      }),
    close() {
      isClosed = true
      for (const worker of workers) {
        worker.terminate()
        take(worker)?.reject(cancelled())
      }
    },
  }
}
