import { createPrng } from '../../../core/prng.ts'
import type { WeightType } from '../device/kernels.ts'
import { packTiles, plainAxis } from '../weights/tiles.ts'
import { type Bench, randomStored } from './bench.ts'

export interface EmbedCase {
  readonly vocab: number
  readonly hidden: number
  readonly tokens: readonly number[]
  readonly isDecode?: boolean
  /** Rows, by index, that hold a soft token instead; row i then takes soft token `rows − 1 − i`. */
  readonly softRows?: readonly number[]
  readonly dtype?: WeightType
}

/** embed.wgsl: a copy, so anything but equality is an infinite error. */
export async function checkEmbed(bench: Bench, options: EmbedCase): Promise<number> {
  const { vocab, hidden, tokens, isDecode = false, softRows = [], dtype = 'F16' } = options
  const [kMap, nMap] = [plainAxis(hidden), plainAxis(vocab)]
  const { stored, values } = randomStored(createPrng(6), vocab * hidden, dtype)
  const weights = packTiles([{ source: stored, kStride: 1, nStride: hidden, kMap, nMap }], 'stacked')
  const rows = tokens.length
  // In decode row i runs slot rows − 1 − i, at position 10 + slot.
  const slotOf = (row: number) => rows - 1 - row
  const headRows = Uint32Array.from(tokens.flatMap((_, row) => [row, 0, slotOf(row), 1]))
  const lanes = new Uint32Array(4 * rows)
  for (const [row, token] of tokens.entries()) lanes.set([token, 10 + slotOf(row), 0, 0], 4 * slotOf(row))
  const softOf = (row: number) => (softRows.includes(row) ? rows - row : 0)
  const table = Uint32Array.from(
    tokens.flatMap((token, row) => [row, row, isDecode ? 0 : token, softOf(row)]),
  )
  const soft = Float32Array.from({ length: rows * kMap.length }, (_, i) => i + 0.5)
  const results = await bench.run(
    'embed',
    { weights: weights.dtype, flags: { DECODE: Number(isDecode) } },
    { hidden4: kMap.length / 4, vocab4: nMap.length / 4 },
    { rows },
    [weights.data, headRows, lanes, soft, table, new Float32Array(rows * kMap.length)],
    [kMap.length / 4, rows, 1],
  )
  const [tableAfter = table, output = table] = results.slice(-2).map((bytes) => new Uint32Array(bytes))
  const embedded = new Float32Array(output.buffer)
  for (const [row, token] of tokens.entries()) {
    for (const [i, from] of kMap.entries()) {
      const embedding = from < 0 ? 0 : values[token * hidden + from]
      const want = softOf(row) > 0 ? soft[(softOf(row) - 1) * kMap.length + i] : embedding
      if (embedded[row * kMap.length + i] !== want) return Number.POSITIVE_INFINITY
    }
    const want = isDecode ? [slotOf(row), 10 + slotOf(row), token, 0] : [row, row, token, softOf(row)]
    if (want.some((value, i) => tableAfter[4 * row + i] !== value)) return Number.POSITIVE_INFINITY
  }
  return 0
}
