import { offered } from './offered.ts'

/**
 * Runs the work unless another tab of this page is at it, and tells whether it ran. Where the browser has no
 * locks it runs in any case.
 */
export type Alone = (work: () => Promise<void>) => Promise<boolean>

export interface AloneOptions {
  /** How long to wait for whoever is at it; 0 does not wait. */
  readonly waitMs?: number
  readonly locks?: LockManager | undefined
}

/** @param name of the lock, shared by all tabs of the page's origin */
export function createAlone(
  name: string,
  { waitMs = 0, locks = offered(() => navigator.locks) }: AloneOptions = {},
): Alone {
  return async (work) => {
    let ran = false
    const run = async (): Promise<void> => {
      ran = true
      await work()
    }
    if (!locks) {
      await run()
      return true
    }
    const options = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true }
    try {
      await locks.request(name, options, async (lock) => {
        if (lock) await run()
      })
    } catch (thrown) {
      if (ran) throw thrown
      // Waited in vain; or a browser that has locks and gives this page none.
      const inVain = thrown instanceof DOMException && ['AbortError', 'TimeoutError'].includes(thrown.name)
      if (!inVain) await run()
    }
    return ran
  }
}
