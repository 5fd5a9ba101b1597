/** For each node the number of the loop that it lies on; null where it lies on none (Tarjan, without recursion). */
export function strongComponents(next: readonly (readonly number[])[]): (number | null)[] {
  const order = new Array<number>(next.length).fill(-1)
  const low = new Array<number>(next.length).fill(0)
  const component = new Array<number | null>(next.length).fill(null)
  const open: number[] = []
  const isOpen = new Set<number>()
  let count = 0
  for (const root of next.keys()) {
    if (order[root] !== -1) continue
    const stack: { node: number; edge: number }[] = [{ node: root, edge: 0 }]
    while (stack.length > 0) {
      const top = stack.at(-1)
      if (!top) break
      const { node } = top
      if (top.edge === 0) {
        order[node] = low[node] = count++
        open.push(node)
        isOpen.add(node)
      }
      const to = next[node]?.[top.edge]
      top.edge += 1
      if (to !== undefined) {
        if (order[to] === -1) stack.push({ node: to, edge: 0 })
        else if (isOpen.has(to)) low[node] = Math.min(low[node] ?? 0, order[to] ?? 0)
        continue
      }
      stack.pop()
      const parent = stack.at(-1)
      if (parent) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0)
      if (low[node] !== order[node]) continue
      const members = open.splice(open.indexOf(node))
      for (const member of members) isOpen.delete(member)
      if (members.length > 1 || next[node]?.includes(node))
        for (const member of members) component[member] = node
    }
  }
  return component
}
