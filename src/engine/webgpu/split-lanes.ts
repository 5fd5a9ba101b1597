import { AppError } from '../../core/errors.ts'

/**
 * Runs all lanes at once or, where the device has no room for them, one half after the other.
 * @param first place of the part's first lane among all
 * @throws AppError `limit`, `out-of-memory` where not even one lane has room, and what `run` throws
 */
export async function inParts<Lane, Result>(
  lanes: readonly Lane[],
  run: (part: readonly Lane[], first: number) => Promise<readonly Result[]>,
  first = 0,
): Promise<Result[]> {
  try {
    return [...(await run(lanes, first))]
  } catch (thrown) {
    const isFull = thrown instanceof AppError && (thrown.code === 'limit' || thrown.code === 'out-of-memory')
    if (!isFull || lanes.length < 2) throw thrown
  }
  const half = Math.ceil(lanes.length / 2)
  return [
    ...(await inParts(lanes.slice(0, half), run, first)),
    ...(await inParts(lanes.slice(half), run, first + half)),
  ]
}
