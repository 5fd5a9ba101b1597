import { joinFloats } from '../../../core/join-parts.ts'
import { createPrng } from '../../../core/prng.ts'
import type { BlockRows, WeightType } from '../device/kernels.ts'
import { packTiles, packVector, plainAxis } from '../weights/tiles.ts'
import { type Bench, randomNumbers, randomStored, relativeError } from './bench.ts'

export interface LinearCase {
  readonly rows: number
  readonly k: number
  readonly n: number
  readonly dtype?: WeightType
  readonly blockRows?: BlockRows
  readonly norm?: boolean
  readonly scale?: boolean
  readonly bias?: boolean
  readonly residual?: boolean
  readonly gather?: boolean
  /** Size of the inputs, the weights stay near 1. */
  readonly magnitude?: number
  readonly seed?: number
}

const EPSILON = 1e-5
const LANES = 3

/** linear.wgsl against a loop in float64; resolves with the relative error. */
export async function checkLinear(bench: Bench, options: LinearCase): Promise<number> {
  const { rows, k, n, dtype = 'F16', blockRows = 4, magnitude = 1, seed = 1 } = options
  const { norm = false, scale = false, bias = false, residual = false, gather = false } = options
  const prng = createPrng(seed)
  const [kAxis, nAxis] = [plainAxis(k), plainAxis(n)]
  const [k4, n4] = [kAxis.length / 4, nAxis.length / 4]
  const { stored, values: w } = randomStored(prng, n * k, dtype)
  const weights = packTiles([{ source: stored, kStride: 1, nStride: k, kMap: kAxis, nMap: nAxis }], 'stacked')

  const inputRows = gather ? rows + 2 : rows
  const x = Array.from({ length: inputRows }, () => randomNumbers(prng, k, magnitude))
  const gain = randomNumbers(prng, k)
  const biasValues = randomNumbers(prng, n, magnitude)
  const scales = Array.from({ length: LANES }, () => randomNumbers(prng, n))
  const before = Array.from({ length: rows }, () => randomNumbers(prng, n, magnitude))
  const sourceOf = (row: number) => (gather ? inputRows - 1 - row : row)
  const table = Uint32Array.from({ length: 4 * rows }, (_, i) => {
    if (i % 4 !== 0) return 0
    return gather ? sourceOf(i / 4) : (i / 4) % LANES
  })

  const results = await bench.run(
    'linear',
    {
      weights: weights.dtype,
      blockRows,
      flags: {
        NORM: Number(norm),
        SCALE: Number(scale),
        BIAS: Number(bias),
        RESIDUAL: Number(residual),
        GATHER: Number(gather),
      },
    },
    { k4, n4, outputs4: n4, scaleStride4: n4, normLength: k, epsilon: EPSILON },
    { rows, headRows: rows },
    [
      weights.data,
      joinFloats(x.map((row) => packVector(row, kAxis))),
      joinFloats([...(norm ? [packVector(gain, kAxis)] : []), packVector(biasValues, nAxis)]),
      joinFloats(scales.map((row) => packVector(row, nAxis))),
      table,
      joinFloats(before.map((row) => packVector(row, nAxis))),
    ],
    [n4, Math.ceil(rows / blockRows), 1],
  )
  const output = new Float32Array(results.at(-1) ?? new ArrayBuffer(0))

  let worst = 0
  for (let row = 0; row < rows; row++) {
    const input = x[sourceOf(row)] ?? new Float32Array(k)
    const squares = input.reduce((sum, value) => sum + value * value, 0)
    const factor = norm ? 1 / Math.sqrt(squares / k + EPSILON) : 1
    const want = new Float64Array(nAxis.length)
    const terms = new Float64Array(nAxis.length)
    for (let j = 0; j < n; j++) {
      let sum = 0
      let size = 0
      for (let i = 0; i < k; i++) {
        const term = (input[i] ?? 0) * factor * (norm ? (gain[i] ?? 0) : 1) * (w[j * k + i] ?? 0)
        sum += term
        size += Math.abs(term)
      }
      const added = bias ? (biasValues[j] ?? 0) : 0
      const times = scale ? (scales[row % LANES]?.[j] ?? 0) : 1
      const kept = residual ? (before[row]?.[j] ?? 0) : 0
      want[j] = (sum + added) * times + kept
      terms[j] = (size + Math.abs(added)) * Math.abs(times) + Math.abs(kept)
    }
    const got = output.subarray(row * nAxis.length, (row + 1) * nAxis.length)
    worst = Math.max(worst, relativeError(got, want, terms))
  }
  return worst
}
