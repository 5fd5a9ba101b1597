/**
 * Calls `run` with the indices of at most `size` lanes at a time. Lanes of like length go together, which
 * wastes least on padding; equal lengths keep their order, so the batches are the same every time.
 */
export async function inBatches(
  lanes: readonly (readonly number[])[],
  size: number,
  run: (indices: readonly number[]) => Promise<void>,
): Promise<void> {
  const length = (index: number): number => lanes[index]?.length ?? 0
  const order = [...lanes.keys()].sort((a, b) => length(a) - length(b) || a - b)
  for (let start = 0; start < order.length; start += size) {
    await run(order.slice(start, start + size))
  }
}
