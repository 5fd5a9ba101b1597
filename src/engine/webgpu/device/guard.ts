import { AppError, asAppError } from '../../../core/errors.ts'

/** How long a loss may take to be reported after its first sign. */
const LOSS_REPORT_MS = 1000

/** Turns everything that can go wrong with a device into rejections: nothing waits for ever. */
export interface DeviceGuard {
  /** Settles as `work` does, or rejects as soon as the device fails. */
  watch<T>(work: Promise<T>): Promise<T>
  /** @throws AppError once the device has failed. */
  check(): void
  /** Fails everything that is waiting and everything that comes. */
  fail(error: AppError): void
}

export function guardDevice(device: GPUDevice): DeviceGuard {
  let failure: AppError | null = null
  const waiting = new Set<(error: AppError) => void>()

  function fail(error: AppError): void {
    failure ??= error
    for (const reject of waiting) reject(failure)
    waiting.clear()
  }

  /** A lost device also aborts pending maps, sometimes just before the loss is reported; the loss says more. */
  async function reasonOf(error: unknown): Promise<AppError> {
    if (failure) return failure
    if (error instanceof DOMException && error.name === 'AbortError') {
      await Promise.race([device.lost, new Promise((resolve) => setTimeout(resolve, LOSS_REPORT_MS))])
      return failure ?? new AppError('device-lost', `The graphics device gave up: ${error.message}`)
    }
    return asAppError(error, 'unsupported')
  }

  device.lost.then(({ reason, message }) => {
    fail(
      new AppError('device-lost', `The graphics device was lost (${message || reason}).`, {
        advice: 'Reload the page. If it happens again, choose the CPU engine or a smaller model.',
      }),
    )
  })
  device.addEventListener('uncapturederror', ({ error }) => {
    const isMemory = error instanceof GPUOutOfMemoryError
    fail(
      isMemory
        ? new AppError('out-of-memory', 'The graphics device has no memory left.', {
            advice: 'Close other tabs, or use fewer lanes or shorter prompts.',
          })
        : new AppError('unsupported', `The graphics device refused a command: ${error.message}`, {
            advice: 'Choose the CPU engine; please report this message.',
          }),
    )
  })

  return {
    check() {
      if (failure) throw failure
    },
    fail,
    watch(work) {
      if (failure) return Promise.reject(failure)
      return new Promise((resolve, reject) => {
        waiting.add(reject)
        work
          .then(resolve, async (error) => reject(await reasonOf(error)))
          .finally(() => waiting.delete(reject))
      })
    },
  }
}
