/** A row of a table, such as one token's embedding, and how a direction sees it. */
export interface RowScore {
  readonly row: number
  readonly score: number
}

/** The rows at both ends: `most` from the largest score down, `least` from the smallest up. */
export interface AlignedRows {
  readonly most: readonly RowScore[]
  readonly least: readonly RowScore[]
}

/**
 * `reads`: cosine between `g ⊙ e` and the direction. `writes`: `e · (g ⊙ d)` minus its mean over all rows, since a
 * softmax does not see what all logits share.
 */
export type Alignment = 'reads' | 'writes'

/** Ranks the rows of a table that is too large to be held as float32 at once: it comes block by block. */
export interface RowRanking {
  /** @param block rows that follow those added before, row major, `[rows, width]` */
  add(block: Float32Array): void
  /** One for each direction, in their order. */
  result(): readonly AlignedRows[]
}

/**
 * Which rows a direction meets, for several directions in one pass over the table.
 * @param directions unit vectors, `[width]` each
 * @param gain `g [width]`, the weight of the RMSNorm between table and direction
 * @param count how many rows to name at either end
 */
export function createRowRanking(
  directions: readonly ArrayLike<number>[],
  gain: ArrayLike<number>,
  alignment: Alignment,
  count: number,
): RowRanking {
  const width = gain.length
  const scaled = directions.map((direction) =>
    Float64Array.from({ length: width }, (_, i) => (gain[i] ?? 0) * (direction[i] ?? 0)),
  )
  const ends = directions.map(() => ({ most: topList(count), least: topList(count) }))
  const sums = new Float64Array(directions.length)
  let rows = 0

  return {
    add(block) {
      for (let start = 0; start + width <= block.length; start += width) {
        const size = alignment === 'reads' ? gainedNorm(block, start, gain) : 1
        scaled.forEach((direction, index) => {
          let dot = 0
          for (let i = 0; i < width; i++) dot += (block[start + i] as number) * (direction[i] as number)
          const score = size === 0 ? 0 : dot / size
          sums[index] = (sums[index] ?? 0) + score
          ends[index]?.most.offer(rows, score)
          ends[index]?.least.offer(rows, -score)
        })
        rows += 1
      }
    },
    result: () =>
      ends.map(({ most, least }, index) => {
        const middle = alignment === 'writes' && rows > 0 ? (sums[index] ?? 0) / rows : 0
        return {
          most: most.list().map(({ row, score }) => ({ row, score: score - middle })),
          least: least.list().map(({ row, score }) => ({ row, score: 0 - score - middle })),
        }
      }),
  }
}

/** `‖g ⊙ e‖` of one row. */
function gainedNorm(block: Float32Array, start: number, gain: ArrayLike<number>): number {
  let squares = 0
  for (let i = 0; i < gain.length; i++) squares += ((block[start + i] as number) * (gain[i] as number)) ** 2
  return Math.sqrt(squares)
}

/** The highest scores that were offered, highest first; of equals the first to come. */
function topList(count: number) {
  const held: RowScore[] = []
  return {
    offer(row: number, score: number): void {
      const last = held[count - 1]
      if (count === 0 || (last && score <= last.score)) return
      const place = held.findIndex((other) => score > other.score)
      held.splice(place < 0 ? held.length : place, 0, { row, score })
      if (held.length > count) held.pop()
    },
    list: (): readonly RowScore[] => held,
  }
}
