import type { BatchLane } from './batch.ts'

/** What the key-value cache holds of the batch before: who read what, and how it lies there. */
export interface ReadBefore {
  readonly slotTokens: number
  readonly lanes: readonly { readonly ids: readonly number[]; readonly scales: Float32Array }[]
}

/** More lanes are a search or a training, whose scales differ from batch to batch. */
const MOST_LANES = 8

/**
 * What will be there once all rows of these lanes have been read; null where nobody would come back to it. Decoding may
 * write over whatever follows the first row with logits.
 */
export function readOf(lanes: readonly BatchLane[], slotTokens: number): ReadBefore | null {
  if (lanes.length > MOST_LANES || lanes.some(({ soft }) => soft)) return null
  const kept = lanes.map(({ ids, scales, logitsFrom }) => ({
    ids: ids.slice(0, logitsFrom + 1),
    scales: scales.slice(),
  }))
  return { slotTokens, lanes: kept }
}

/**
 * How many tokens each lane need not read again, as the same scales have read them in the same place; null where nothing
 * is of use. A row is computed alike in any company, so keys and values are the same bit for bit.
 */
export function tokensRead(
  before: ReadBefore | null,
  lanes: readonly BatchLane[],
  slotTokens: number,
): readonly number[] | null {
  if (before?.lanes.length !== lanes.length || before.slotTokens < slotTokens) return null
  const read = lanes.map(({ ids, scales, soft, logitsFrom }, slot) => {
    const old = before.lanes[slot]
    if (!old || soft || !areEqual(old.scales, scales)) return 0
    const most = Math.min(old.ids.length, logitsFrom)
    let same = 0
    while (same < most && ids[same] === old.ids[same]) same++
    return same
  })
  return read.some((count) => count > 0) ? read : null
}

function areEqual(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]))
}
