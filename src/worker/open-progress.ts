import { createTransferRate } from '../io/transfer-rate.ts'
import type { OpenProgress } from './opening.ts'

/** No page draws more often. */
const PAUSE_MS = 50

/** Turns totals into events with speed and time left. */
export interface ProgressReport {
  phase(phase: OpenProgress['phase'], loadedBytes?: number, totalBytes?: number): void
}

export function createProgressReport(
  emit: (event: OpenProgress) => void,
  now: () => number = () => performance.now(),
): ProgressReport {
  let rate = createTransferRate()
  let current: OpenProgress['phase'] = 'checking'
  let bytes = { loadedBytes: 0, totalBytes: 0 }
  let last = Number.NEGATIVE_INFINITY
  return {
    phase(phase, loadedBytes = bytes.loadedBytes, totalBytes = bytes.totalBytes) {
      const isNew = phase !== current
      if (isNew) rate = createTransferRate()
      current = phase
      bytes = { loadedBytes, totalBytes }
      rate.add(loadedBytes, now())
      if (!isNew && loadedBytes !== totalBytes && now() - last < PAUSE_MS) return
      last = now()
      const moves = phase === 'downloading' || phase === 'verifying' || phase === 'reading'
      const bytesPerSecond = moves ? rate.bytesPerSecond() : null
      const secondsLeft = bytesPerSecond ? Math.max(0, totalBytes - loadedBytes) / bytesPerSecond : null
      emit({ phase, ...bytes, bytesPerSecond, secondsLeft })
    },
  }
}
