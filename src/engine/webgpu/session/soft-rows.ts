export interface SoftRows {
  /** `[rows, 4 · hidden4]`, padded with zeros. */
  readonly data: Float32Array<ArrayBuffer>
  readonly rows: number
  /** The row at which each lane's own begin. */
  readonly starts: readonly number[]
}

/** The soft tokens of all lanes one after the other, as embed.wgsl reads them. Lanes may share an array. */
export function joinSoftRows(
  lanes: readonly { readonly soft: Float32Array | undefined }[],
  hidden: number,
  hidden4: number,
): SoftRows {
  const placed = new Map<Float32Array, number>()
  let rows = 0
  const starts = lanes.map(({ soft }) => {
    if (!soft) return 0
    const known = placed.get(soft)
    if (known !== undefined) return known
    const start = rows
    placed.set(soft, start)
    rows += soft.length / hidden
    return start
  })
  const data = new Float32Array(4 * hidden4 * rows)
  for (const [soft, start] of placed) {
    for (let row = 0; row * hidden < soft.length; row++) {
      data.set(soft.subarray(row * hidden, (row + 1) * hidden), 4 * hidden4 * (start + row))
    }
  }
  return { data, rows, starts }
}
