export interface SoftRows {
  /** `[rows, stride]`. */
  readonly data: Float32Array<ArrayBuffer>
  readonly rows: number
  /** The row at which each lane's own begin. */
  readonly starts: readonly number[]
}

/**
 * The soft tokens of several lanes one after the other. Lanes may share an array, which then comes once.
 * @param stride numbers a row has in the result, `hidden` or more; the rest is zero
 */
export function joinSoftRows(
  softs: readonly (Float32Array | undefined)[],
  hidden: number,
  stride = hidden,
): SoftRows {
  const placed = new Map<Float32Array, number>()
  let rows = 0
  const starts = softs.map((soft) => {
    if (!soft) return 0
    const known = placed.get(soft)
    if (known !== undefined) return known
    const start = rows
    placed.set(soft, start)
    rows += soft.length / hidden
    return start
  })
  const data = new Float32Array(stride * rows)
  for (const [soft, start] of placed) {
    for (let row = 0; row * hidden < soft.length; row++) {
      data.set(soft.subarray(row * hidden, (row + 1) * hidden), stride * (start + row))
    }
  }
  return { data, rows, starts }
}
