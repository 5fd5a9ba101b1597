import { joinFloats } from '../../../core/join-parts.ts'
import { createPrng } from '../../../core/prng.ts'
import type { LlamaConfig } from '../../../model/llama-config.ts'
import type { BlockRows, WeightType } from '../device/kernels.ts'
import { ropeTable } from '../session/rope-table.ts'
import { headAxis, packTiles, packVector, plainAxis, rotaryAxis } from '../weights/tiles.ts'
import { type Bench, randomNumbers, randomStored, relativeError } from './bench.ts'

export interface QkvCase {
  readonly heads: number
  readonly kvHeads: number
  readonly headSize: number
  readonly ranks: readonly [number, number, number]
  /** Position of each row; every row is its own lane. */
  readonly positions: readonly number[]
  readonly dtype?: WeightType
  readonly blockRows?: BlockRows
  readonly bias?: boolean
  readonly seed?: number
}

const THETA = 10_000

/** qkv.wgsl, factored: products, bias, rotation and cache writes; resolves with the relative error. */
export async function checkQkv(bench: Bench, options: QkvCase): Promise<number> {
  const { heads, kvHeads, headSize, ranks, positions, dtype = 'F16', blockRows = 4, bias = false } = options
  const prng = createPrng(options.seed ?? 5)
  const rows = positions.length
  const slotTokens = 4 * Math.ceil((Math.max(...positions) + 1) / 4)
  const axes = [rotaryAxis(heads, headSize), rotaryAxis(kvHeads, headSize), headAxis(kvHeads, headSize)]
  const parts = ranks.map((k, part) => {
    const isQuery = part === 0
    const n = (isQuery ? heads : kvHeads) * headSize
    const nAxis = axes[part] ?? plainAxis(0)
    const kAxis = plainAxis(k)
    const { stored, values } = randomStored(prng, n * k, dtype)
    return {
      k,
      n,
      nAxis,
      kAxis,
      values,
      view: { source: stored, kStride: 1, nStride: k, kMap: kAxis, nMap: nAxis },
      input: Array.from({ length: rows }, () => randomNumbers(prng, k)),
      bias: randomNumbers(prng, n),
    }
  })
  const weights = packTiles(
    parts.map(({ view }) => view),
    'stacked',
  )
  const [q4 = 0, kv4 = 0] = axes.map((axis) => axis.length / 4)
  const [k4Q = 0, k4K = 0, k4V = 0] = parts.map(({ kAxis }) => kAxis.length / 4)
  const rope = ropeTable({ head_dim: headSize, rope_theta: THETA } as LlamaConfig, slotTokens)
  const keyLength = rows * slotTokens * kv4 * 4
  const results = await bench.run(
    'qkv',
    { weights: weights.dtype, blockRows, flags: { BIAS: Number(bias) } },
    {
      k4Query: k4Q,
      k4Key: k4K,
      k4Value: k4V,
      n4Query: q4,
      n4Kv: kv4,
      head4: Math.ceil(headSize / 4),
    },
    { rows, slotTokens, valueBase: keyLength / 4 },
    [
      weights.data,
      joinFloats(
        positions.map((_, row) =>
          joinFloats(parts.map((part) => packVector(part.input[row] ?? null, part.kAxis))),
        ),
      ),
      joinFloats(parts.map((part) => packVector(part.bias, part.nAxis))),
      rope,
      Uint32Array.from(positions.flatMap((position, slot) => [slot, position, 0, 0])),
      new Float32Array(rows * q4 * 4),
      new Float32Array(2 * keyLength),
    ],
    [q4 + 2 * kv4, Math.ceil(rows / blockRows), 1],
  )
  const [queries = new Float32Array(), cache = new Float32Array()] = results
    .slice(-2)
    .map((bytes) => new Float32Array(bytes))

  let worst = 0
  for (const [row, position] of positions.entries()) {
    for (const [part, { k, n, nAxis, values, input, bias: added }] of parts.entries()) {
      const y = Float64Array.from({ length: n }, (_, j) => {
        let sum = bias ? (added[j] ?? 0) : 0
        for (let i = 0; i < k; i++) sum += (input[row]?.[i] ?? 0) * (values[j * k + i] ?? 0)
        return sum
      })
      if (part < 2) turn(y, position, headSize)
      const at = (row * slotTokens + position) * nAxis.length + (part === 2 ? keyLength : 0)
      const got = part === 0 ? queries.subarray(row * nAxis.length) : cache.subarray(at)
      const want = Float64Array.from(nAxis, (from) => (from < 0 ? 0 : (y[from] ?? 0)))
      worst = Math.max(worst, relativeError(got, want))
    }
  }
  return worst
}

/** Rotates every head of `y` by its position. */
function turn(y: Float64Array, position: number, size: number): void {
  const half = size / 2
  for (let start = 0; start < y.length; start += size) {
    for (let i = 0; i < half; i++) {
      const angle = position * THETA ** ((-2 * i) / size)
      const [a = 0, b = 0] = [y[start + i], y[start + i + half]]
      y[start + i] = a * Math.cos(angle) - b * Math.sin(angle)
      y[start + i + half] = b * Math.cos(angle) + a * Math.sin(angle)
    }
  }
}
