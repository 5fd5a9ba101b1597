/**
 * A shorter list that still fails (delta debugging, Zeller and Hildebrandt): leaves out ever smaller runs of the list for as
 * long as what is left fails too. With `isOver` it ends early, at the shortest list found so far.
 * @param fails whether a list fails; the whole list is taken to
 */
export async function shrink<T>(
  list: readonly T[],
  fails: (shorter: readonly T[]) => Promise<boolean>,
  isOver: () => boolean = () => false,
): Promise<readonly T[]> {
  let shortest = list
  for (let size = Math.ceil(shortest.length / 2); size >= 1; ) {
    let isShorter = false
    for (let start = 0; start < shortest.length && shortest.length > 1; ) {
      if (isOver()) return shortest
      const without = shortest.toSpliced(start, size)
      if (without.length > 0 && (await fails(without))) {
        shortest = without
        isShorter = true
      } else start += size
    }
    if (size === 1 && !isShorter) break
    size = isShorter ? Math.min(size, Math.ceil(shortest.length / 2)) : Math.floor(size / 2)
  }
  return shortest
}
