import { asAppError } from '../../core/errors.ts'
import type { Output } from '../output.ts'
import type { BenchRow } from '../report/results.ts'

/**
 * A machine without a browser or numpy still gets the other rows, and a note why these are missing.
 * @throws AppError `cancelled`
 */
export async function tryRows(
  what: string,
  output: Pick<Output, 'note'>,
  measure: () => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  try {
    return await measure()
  } catch (thrown) {
    const error = asAppError(thrown, 'unsupported')
    if (error.code === 'cancelled') throw error
    output.note(`note: the rows ${what} are missing. ${error.message} ${error.advice ?? ''}`.trimEnd())
    return []
  }
}
