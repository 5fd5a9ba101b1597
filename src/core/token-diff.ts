/** One token of a comparison. `before` and `after` are its places in the two lists. */
export interface DiffToken {
  readonly kind: 'same' | 'removed' | 'added'
  readonly before?: number
  readonly after?: number
  readonly text: string
}

/**
 * Compares two token lists by their longest common subsequence. Read without the added tokens the result is
 * `before`, without the removed ones it is `after`; where both differ, removed tokens come first.
 */
export function diffTokens(before: readonly string[], after: readonly string[]): DiffToken[] {
  const lengths = commonLengths(before, after)
  const width = after.length + 1
  const result: DiffToken[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const old = before[i]
    const fresh = after[j]
    if (old !== undefined && old === fresh) {
      result.push({ kind: 'same', before: i, after: j, text: old })
      i++
      j++
    } else if (
      old !== undefined &&
      (fresh === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      result.push({ kind: 'removed', before: i, text: old })
      i++
    } else {
      result.push({ kind: 'added', after: j, text: fresh ?? '' })
      j++
    }
  }
  return result
}

/** Entry `[i, j]`: length of the longest common subsequence of `before[i…]` and `after[j…]`. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
    }
  }
  return lengths
}
