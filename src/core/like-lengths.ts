/**
 * Indices of `lengths` in groups of at most `size`. Like lengths go together, which wastes least on padding; equal
 * lengths keep their order, so the groups are the same every time.
 */
export function likeLengths(lengths: readonly number[], size: number): number[][] {
  const length = (index: number): number => lengths[index] ?? 0
  const order = [...lengths.keys()].sort((a, b) => length(a) - length(b) || a - b)
  const groups: number[][] = []
  for (let start = 0; start < order.length; start += size) groups.push(order.slice(start, start + size))
  return groups
}
