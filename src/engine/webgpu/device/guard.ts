import { AppError, asAppError } from '../../../core/errors.ts'

/** How long a loss may take to be reported after its first sign. */
const LOSS_REPORT_MS = 1000
/** The same where a loss is only one of the things that an error may come from. */
const PERHAPS_LOSS_MS = 100

/**
 * How a device came to its end. `lost`: it was taken away, and another one may do. `broken`: it ran out of memory or refused a
 * command, and another one would do so again. `closed`: we let go of it.
 */
export interface DeviceEnd {
  readonly kind: 'lost' | 'broken' | 'closed'
  /** What calls under way and later ones reject with. */
  readonly error: AppError
}

/** Turns everything that can go wrong with a device into rejections: nothing waits for ever. */
export interface DeviceGuard {
  /** Null while the device works. */
  end(): DeviceEnd | null
  /** Resolves with the end. */
  readonly ended: Promise<DeviceEnd>
  /** Settles as `work` does, or rejects as soon as the device fails. */
  watch<T>(work: Promise<T>): Promise<T>
  /** @throws AppError once the device has failed. */
  check(): void
  /** Fails everything that is waiting and everything that comes; an earlier end stands. */
  fail(end: DeviceEnd): void
}

export function guardDevice(device: GPUDevice): DeviceGuard {
  let end: DeviceEnd | null = null
  let tellEnd: (end: DeviceEnd) => void = () => undefined
  const ended = new Promise<DeviceEnd>((resolve) => {
    tellEnd = resolve
  })
  const waiting = new Set<(error: AppError) => void>()

  function fail(how: DeviceEnd): AppError {
    end ??= how
    tellEnd(end)
    for (const reject of waiting) reject(end.error)
    waiting.clear()
    return end.error
  }

  /** A lost device also fails what was asked of it, sometimes just before the loss is reported; the loss says more. */
  async function reasonOf(error: unknown): Promise<AppError> {
    if (end) return end.error
    const isAborted = error instanceof DOMException && error.name === 'AbortError'
    const most = isAborted ? LOSS_REPORT_MS : PERHAPS_LOSS_MS
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, most))])
    if (isAborted) return fail({ kind: 'lost', error: lostBecause(error.message) })
    if (end) return (end as DeviceEnd).error
    if (error instanceof AppError) return error
    // What is watched is asked of the device alone: one that fails at it would do so again.
    return fail({ kind: 'broken', error: refused(asAppError(error, 'unsupported').message) })
  }

  device.lost.then(({ reason, message }) => {
    // Only `destroy` gives this reason, and nobody destroys a device but us.
    fail({ kind: reason === 'destroyed' ? 'closed' : 'lost', error: lostBecause(message || reason) })
  })
  device.addEventListener('uncapturederror', ({ error }) => {
    const isMemory = error instanceof GPUOutOfMemoryError
    fail({
      kind: 'broken',
      error: isMemory
        ? new AppError('out-of-memory', 'The graphics device has no memory left.', {
            advice: 'Close other tabs, or use fewer lanes or shorter prompts.',
          })
        : refused(error.message),
    })
  })

  return {
    end: () => end,
    ended,
    check() {
      if (end) throw end.error
    },
    fail,
    watch(work) {
      if (end) return Promise.reject(end.error)
      return new Promise((resolve, reject) => {
        waiting.add(reject)
        work
          .then(resolve, async (error) => reject(await reasonOf(error)))
          .finally(() => waiting.delete(reject))
      })
    },
  }
}

/** What is said of a device after something that no sound one does. */
export function refused(message: string): AppError {
  const why = message.trim().replace(/\.$/, '')
  return new AppError('unsupported', `The graphics device refused a command: ${why}.`, {
    advice: 'Choose the CPU engine; please report this message.',
  })
}

function lostBecause(why: string): AppError {
  return new AppError('device-lost', `The graphics device was lost (${why}).`, {
    advice: 'Reload the page. If it happens again, choose the CPU engine or a smaller model.',
  })
}
