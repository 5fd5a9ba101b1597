import { throwIfAborted } from '../../../core/errors.ts'
import type { Chunk } from './batch.ts'
import type { PassResult, Session } from './session.ts'

export interface ReadOptions {
  readonly withLogits?: boolean
  readonly signal?: AbortSignal | undefined
  /** After each of several passes: how many rows have been read, and of how many. */
  readonly onRead?: ((rows: number, of: number) => void) | undefined
}

/**
 * Prefills a batch pass by pass. Where it is stopped, what is under way ends first, since it writes into the batch's buffers.
 * @throws AppError `cancelled`, and what a pass throws
 */
export async function readPasses(
  session: Pick<Session, 'prefill' | 'passesUnderWay'>,
  chunks: readonly Chunk[],
  { withLogits = false, signal, onRead }: ReadOptions = {},
): Promise<PassResult[]> {
  const rowsOf = ({ rows }: Chunk): number => rows.length / 4
  const of = chunks.reduce((sum, chunk) => sum + rowsOf(chunk), 0)
  const passes: Promise<PassResult>[] = []
  let rows = 0
  try {
    for (const [index, chunk] of chunks.entries()) {
      throwIfAborted(signal)
      passes.push(session.prefill(chunk, withLogits))
      const oldest = index + 1 - session.passesUnderWay
      const before = chunks[oldest]
      if (!before || chunks.length === 1) continue
      await passes[oldest]
      rows += rowsOf(before)
      onRead?.(rows, of)
    }
    throwIfAborted(signal)
    return await Promise.all(passes)
  } finally {
    await Promise.allSettled(passes)
  }
}
