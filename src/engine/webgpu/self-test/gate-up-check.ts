import { joinFloats } from '../../../core/join-parts.ts'
import { createPrng } from '../../../core/prng.ts'
import type { BlockRows, WeightType } from '../device/kernels.ts'
import { packTiles, packVector, plainAxis } from '../weights/tiles.ts'
import { type Bench, randomNumbers, randomStored, relativeError } from './bench.ts'

export interface GateUpCase {
  readonly rows: number
  readonly gateRank: number
  readonly upRank: number
  readonly n: number
  readonly dtype?: WeightType
  readonly blockRows?: BlockRows
  readonly bias?: boolean
  readonly magnitude?: number
  readonly seed?: number
}

/** gate-up.wgsl, factored: `silu(a_gate U_gateᵀ + b) (a_up U_upᵀ + b)`; resolves with the relative error. */
export async function checkGateUp(bench: Bench, options: GateUpCase): Promise<number> {
  const { rows, gateRank, upRank, n, dtype = 'F16', blockRows = 4, bias = false, magnitude = 1 } = options
  const prng = createPrng(options.seed ?? 2)
  const nAxis = plainAxis(n)
  const parts = [gateRank, upRank].map((k) => {
    const kAxis = plainAxis(k)
    const { stored, values } = randomStored(prng, n * k, dtype)
    return {
      k,
      kAxis,
      values,
      view: { source: stored, kStride: 1, nStride: k, kMap: kAxis, nMap: nAxis },
      input: Array.from({ length: rows }, () => randomNumbers(prng, k, magnitude)),
      bias: randomNumbers(prng, n),
    }
  })
  const weights = packTiles(
    parts.map(({ view }) => view),
    'stacked',
  )
  const [gateAxis = plainAxis(0), upAxis = plainAxis(0)] = parts.map(({ kAxis }) => kAxis)
  const n4 = nAxis.length / 4
  const results = await bench.run(
    'gateUp',
    { weights: weights.dtype, blockRows, flags: { BIAS: Number(bias) } },
    { k4Gate: gateAxis.length / 4, k4Up: upAxis.length / 4, n4 },
    { rows },
    [
      weights.data,
      joinFloats(
        Array.from({ length: rows }, (_, row) =>
          joinFloats(parts.map((part) => packVector(part.input[row] ?? null, part.kAxis))),
        ),
      ),
      joinFloats(parts.map((part) => packVector(part.bias, nAxis))),
      new Float32Array(rows * nAxis.length),
    ],
    [n4, Math.ceil(rows / blockRows), 1],
  )
  const output = new Float32Array(results.at(-1) ?? new ArrayBuffer(0))

  const want = new Float64Array(rows * nAxis.length)
  const terms = new Float64Array(want.length)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < n; j++) {
      const [gate, up] = parts.map(({ input, values, k, bias: added }) => {
        let sum = bias ? (added[j] ?? 0) : 0
        let size = Math.abs(sum)
        for (let i = 0; i < k; i++) {
          const term = (input[row]?.[i] ?? 0) * (values[j * k + i] ?? 0)
          sum += term
          size += Math.abs(term)
        }
        return { sum, size }
      })
      if (!gate || !up) continue
      const opened = gate.sum / (1 + Math.exp(-gate.sum))
      want[row * nAxis.length + j] = opened * up.sum
      // What an error of either sum does to the product; the slope of silu is about one at most.
      terms[row * nAxis.length + j] = gate.size * Math.abs(up.sum) + Math.abs(opened) * up.size
    }
  }
  return relativeError(output.subarray(0, want.length), want, terms)
}
