/**
 * Runs the work unless another tab of this page is at it, and tells whether it ran. Where the browser has no
 * locks it runs in any case.
 */
export type Alone = (work: () => Promise<void>) => Promise<boolean>

/** @param name of the lock, shared by all tabs of the page's origin */
export function createAlone(name: string, locks = globalThis.navigator?.locks): Alone {
  return async (work) => {
    if (!locks) {
      await work()
      return true
    }
    return locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await work()
      return lock !== null
    })
  }
}
