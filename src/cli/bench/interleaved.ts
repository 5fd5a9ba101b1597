import { throwIfAborted } from '../../core/errors.ts'
import { median } from '../../core/statistics.ts'

/**
 * Median milliseconds of two pieces of work run in turn, A B A B …, so that whatever else the machine does
 * falls on both. One round goes first and does not count.
 */
export async function interleaved(
  rounds: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<{ a: number; b: number }> {
  const times = { a: [] as number[], b: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of [['a', a] as const, ['b', b] as const]) {
      throwIfAborted(signal)
      const started = performance.now()
      await work()
      if (round > 0) times[name].push(performance.now() - started)
    }
  }
  return { a: median(times.a), b: median(times.b) }
}
