import { Worker } from 'node:worker_threads'
import { AppError, type AppErrorCode, cancelled } from '../../core/errors.ts'
import type { WeightJob } from '../../model/factor-weight.ts'
import type { FactorAnswer } from './factor-worker.ts'

/** Threads that factor matrices, each one at a time. */
export interface FactorPool {
  /**
   * `factorWeight` on a free thread. No more than the pool's threads may be under way.
   * @throws AppError as `factorWeight`; `cancelled` once the signal fires, `out-of-memory` where a thread dies of it.
   */
  factor(job: WeightJob): Promise<Uint8Array | null>
  close(): Promise<void>
}

interface Waiting {
  resolve(file: Uint8Array | null): void
  reject(error: AppError): void
}

export function createFactorPool(threads: number, signal: AbortSignal): FactorPool {
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting>()
  let isClosed = false

  function start(): Worker {
    const worker = new Worker(new URL('./start-worker.mjs', import.meta.url))
    worker.on('message', (answer: FactorAnswer) => {
      const waiting = busy.get(worker)
      busy.delete(worker)
      idle.push(worker)
      if ('file' in answer) waiting?.resolve(answer.file)
      else waiting?.reject(toError(answer.error))
    })
    worker.on('error', (cause) => {
      const code = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'numeric'
      busy.get(worker)?.reject(new AppError(code, `A thread stopped: ${cause.message}`, { cause }))
      busy.delete(worker)
    })
    return worker
  }

  const workers = Array.from({ length: threads }, start)
  idle.push(...workers)

  async function close(): Promise<void> {
    isClosed = true
    for (const waiting of busy.values()) waiting.reject(cancelled())
    busy.clear()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  signal.addEventListener('abort', close, { once: true })

  return {
    factor: (job) =>
      new Promise((resolve, reject) => {
        const worker = isClosed ? undefined : idle.pop()
        if (worker === undefined) return reject(cancelled())
        busy.set(worker, { resolve, reject })
        worker.postMessage(job)
      }),
    close,
  }
}

function toError({ code, message, advice }: Extract<FactorAnswer, { error: object }>['error']): AppError {
  return new AppError(code as AppErrorCode, message, advice === undefined ? {} : { advice })
}
