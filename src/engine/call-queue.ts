/** Runs asynchronous work one piece at a time, in the order in which it was handed over. */
export interface CallQueue {
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createCallQueue(): CallQueue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(work) {
      const result = last.then(work)
      // A failed call must not fail the ones behind it.
      last = result.catch(() => undefined)
      return result
    },
  }
}
