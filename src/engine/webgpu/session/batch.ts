/** A lane's tokens to be read, and which of them get logits. */
export interface LaneRows {
  /** Ids from the size of the vocabulary on are the lane's soft tokens. */
  readonly ids: readonly number[]
  /** Where the lane's soft tokens begin among those of the batch; default 0. */
  readonly softStart?: number
  /** Earlier positions have been read before; default 0. */
  readonly from?: number
  /** Logits are wanted from this position on. */
  readonly logitsFrom: number
  /** For each of those positions, the token whose logit goes into the record; 0 where nobody asks. */
  readonly targets: readonly number[]
}

/** A lane as a call hands it over. */
export interface BatchLane extends Omit<LaneRows, 'softStart' | 'from'> {
  readonly scales: Float32Array
  readonly seed: number
  /** `[rows, hidden_size]`, as in a Lane. */
  readonly soft: Float32Array | undefined
  /** As in a Lane. */
  readonly written?: number | undefined
}

/** One pass over some rows of the batch: tables for the GPU, and whose logits come out. */
export interface Chunk {
  /** `[rows, 4]`: slot, position, token, and 0 or 1 + the row of a soft token. */
  readonly rows: Uint32Array<ArrayBuffer>
  /** `[headRows, 4]`: row, target, slot, 1 on the lane's last row. */
  readonly headRows: Uint32Array<ArrayBuffer>
  /** Lane of each head row. */
  readonly lanes: readonly number[]
  /** Keys that the furthest row attends to. */
  readonly keys: number
}

/**
 * Concatenates the rows of all lanes (no padding) and cuts them into passes of at most `rowLimit` rows and
 * `headLimit` rows with logits. Later passes read earlier ones' keys and values from the cache.
 */
export function planChunks(
  lanes: readonly LaneRows[],
  vocab: number,
  rowLimit: number,
  headLimit: number,
): Chunk[] {
  const chunks: Chunk[] = []
  let rows: number[] = []
  let headRows: number[] = []
  let owners: number[] = []
  let keys = 0

  function cut(): void {
    if (rows.length === 0) return
    chunks.push({ rows: Uint32Array.from(rows), headRows: Uint32Array.from(headRows), lanes: owners, keys })
    rows = []
    headRows = []
    owners = []
    keys = 0
  }

  for (const [slot, { ids, logitsFrom, targets, softStart = 0, from = 0 }] of lanes.entries()) {
    for (const [position, token] of ids.entries()) {
      if (position < from) continue
      if (rows.length >= 4 * rowLimit || owners.length >= headLimit) cut()
      if (position >= logitsFrom) {
        const isLast = position === ids.length - 1
        headRows.push(rows.length / 4, targets[position - logitsFrom] ?? 0, slot, isLast ? 1 : 0)
        owners.push(slot)
      }
      const isSoft = token >= vocab
      rows.push(slot, position, isSoft ? 0 : token, isSoft ? 1 + softStart + token - vocab : 0)
      keys = Math.max(keys, position + 1)
    }
  }
  cut()
  return chunks
}
