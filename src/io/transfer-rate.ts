const WINDOW_MS = 5000

/** Speed over the last seconds, from totals that only rise. */
export interface TransferRate {
  /** @param nowMs of any clock. */
  add(bytes: number, nowMs: number): void
  /** Null before there is anything to tell from. */
  bytesPerSecond(): number | null
}

export function createTransferRate(): TransferRate {
  let samples: { readonly bytes: number; readonly ms: number }[] = []
  return {
    add(bytes, nowMs) {
      const last = samples.at(-1)
      // A file that was started again begins a new count.
      if (last && bytes < last.bytes) samples = []
      samples = [...samples.filter(({ ms }) => nowMs - ms < WINDOW_MS), { bytes, ms: nowMs }]
    },
    bytesPerSecond() {
      const [first] = samples
      const last = samples.at(-1)
      if (!first || !last || last.ms - first.ms < 250) return null
      return (1000 * (last.bytes - first.bytes)) / (last.ms - first.ms)
    },
  }
}
