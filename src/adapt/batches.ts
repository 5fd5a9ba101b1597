import { throwIfAborted } from '../core/errors.ts'
import { likeLengths } from '../core/like-lengths.ts'

export interface BatchOptions {
  /** Most lanes at a time. */
  readonly size: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Calls `run` with lanes of like length at a time, and with their places in `lanes`.
 * @throws AppError `cancelled` between two batches, and whatever `run` throws
 */
export async function inBatches<L extends { readonly ids: readonly number[] }>(
  lanes: readonly L[],
  { size, signal }: BatchOptions,
  run: (batch: readonly L[], places: readonly number[]) => Promise<void>,
): Promise<void> {
  const lengths = lanes.map(({ ids }) => ids.length)
  for (const places of likeLengths(lengths, size)) {
    throwIfAborted(signal)
    await run(
      places.flatMap((place) => lanes[place] ?? []),
      places,
    )
  }
}
