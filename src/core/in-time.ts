const BEATS = 10

/**
 * What is waited for, or a rejection where it has not come for so long. Time is counted in beats and not read from a
 * clock: a page that slept does not take its own absence for somebody else's silence.
 * @param late what to reject with
 */
export function inTime<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    let beats = 0
    const timer = setInterval(() => {
      beats += 1
      if (beats < BEATS) return
      clearInterval(timer)
      reject(late())
    }, ms / BEATS)
    work.then(resolve, reject).finally(() => clearInterval(timer))
  })
}
