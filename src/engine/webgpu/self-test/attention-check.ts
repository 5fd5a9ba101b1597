import { createPrng } from '../../../core/prng.ts'
import { type Bench, randomNumbers, relativeError } from './bench.ts'

export interface AttentionCase {
  readonly heads: number
  readonly kvHeads: number
  readonly headSize: number
  /** Position of each row; every row is its own lane. */
  readonly positions: readonly number[]
  readonly magnitude?: number
  readonly seed?: number
}

/** attend.wgsl or attend-together.wgsl, as the bench's work is dealt out; resolves with the relative error. */
export async function checkAttention(bench: Bench, options: AttentionCase): Promise<number> {
  const { heads, kvHeads, headSize, positions, magnitude = 1, seed = 3 } = options
  const prng = createPrng(seed)
  const rows = positions.length
  const slotTokens = 4 * Math.ceil((Math.max(...positions) + 1) / 4)
  const width = 4 * Math.ceil(headSize / 4)
  const kvWidth = kvHeads * width
  const padded = (count: number, size: number) =>
    randomNumbers(prng, count * width, size).map((value, i) => (i % width < headSize ? value : 0))
  const queries = padded(rows * heads, magnitude)
  const keys = padded(rows * slotTokens * kvHeads, 1)
  const values = padded(rows * slotTokens * kvHeads, magnitude)
  const cache = new Float32Array([...keys, ...values])
  const table = Uint32Array.from(positions.flatMap((position, slot) => [slot, position, 0, 0]))
  const factor = 1 / Math.sqrt(headSize)
  const { together } = bench.division
  const results = await bench.run(
    together ? 'attendTogether' : 'attend',
    {},
    { heads, group: heads / kvHeads, head4: width / 4, n4Kv: kvWidth / 4, factor },
    { rows, slotTokens, valueBase: keys.length / 4 },
    [table, queries, cache, new Float32Array(rows * heads * width)],
    together ? [1, heads, rows] : [heads, rows, 1],
  )
  const output = new Float32Array(results.at(-1) ?? new ArrayBuffer(0))

  const want = new Float64Array(rows * heads * width)
  for (const [row, position] of positions.entries()) {
    for (let head = 0; head < heads; head++) {
      const shared = Math.floor((head * kvHeads) / heads) * width
      const at = (token: number) => (row * slotTokens + token) * kvWidth + shared
      const dots = Array.from({ length: position + 1 }, (_, token) => {
        let dot = 0
        for (let i = 0; i < width; i++) {
          dot += (queries[(row * heads + head) * width + i] ?? 0) * (keys[at(token) + i] ?? 0)
        }
        return dot * factor
      })
      const largest = Math.max(...dots)
      const weights = dots.map((dot) => Math.exp(dot - largest))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      for (const [token, weight] of weights.entries()) {
        for (let i = 0; i < width; i++) {
          const to = (row * heads + head) * width + i
          want[to] = (want[to] ?? 0) + (weight / total) * (values[at(token) + i] ?? 0)
        }
      }
    }
  }
  return relativeError(output.subarray(0, want.length), want)
}
