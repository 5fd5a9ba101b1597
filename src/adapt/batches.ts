import { likeLengths } from '../core/like-lengths.ts'

/** Calls `run` with the indices of at most `size` lanes of like length at a time. */
export async function inBatches(
  lanes: readonly (readonly number[])[],
  size: number,
  run: (indices: readonly number[]) => Promise<void>,
): Promise<void> {
  const lengths = lanes.map((ids) => ids.length)
  for (const group of likeLengths(lengths, size)) await run(group)
}
