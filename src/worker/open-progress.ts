import { createTransferRate } from '../io/transfer-rate.ts'
import type { OpenProgress } from './opening.ts'

/** No page draws more often. */
const PAUSE_MS = 50

/** Phases in which bytes come or go. */
const MOVING: readonly OpenProgress['phase'][] = ['downloading', 'downloading-engine', 'verifying', 'reading']

/** Turns totals into events with speed and time left. In one phase they never fall and never pass their end. */
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
      const isNew = phase !== current || totalBytes !== bytes.totalBytes
      if (phase !== current) rate = createTransferRate()
      current = phase
      // What is fetched again moves the bar once it has come as far as before.
      const most = isNew ? loadedBytes : Math.max(loadedBytes, bytes.loadedBytes)
      bytes = { loadedBytes: totalBytes > 0 ? Math.min(most, totalBytes) : most, totalBytes }
      rate.add(loadedBytes, now())
      if (!isNew && bytes.loadedBytes !== totalBytes && now() - last < PAUSE_MS) return
      last = now()
      const moves = MOVING.includes(phase)
      const bytesPerSecond = moves ? rate.bytesPerSecond() : null
      const secondsLeft = bytesPerSecond ? (totalBytes - bytes.loadedBytes) / bytesPerSecond : null
      emit({ phase, ...bytes, bytesPerSecond, secondsLeft })
    },
  }
}
