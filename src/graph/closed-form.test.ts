import * as ort from 'onnxruntime-node'
import { expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { differentiate } from './differentiate.ts'
import { createGraph, graphInput, graphOutput, weight } from './graph.ts'
import { transpose } from './operators/layout.ts'
import { matmul } from './operators/matmul.ts'
import { mul } from './operators/pointwise.ts'
import { total } from './operators/reduce.ts'
import { serialize } from './serialize.ts'

const prng = createPrng(3)
const matrix = (rows: number, columns: number) =>
  Float32Array.from({ length: rows * columns }, () => prng.normal())

const at = (data: ArrayLike<number>, columns: number, row: number, column: number) =>
  data[row * columns + column]!

/** `a [n, k] × b [k, m]`, in float64. */
function product(a: ArrayLike<number>, b: ArrayLike<number>, n: number, k: number, m: number): Float64Array {
  return Float64Array.from({ length: n * m }, (_, index) => {
    const [row, column] = [Math.floor(index / m), index % m]
    let sum = 0
    for (let i = 0; i < k; i++) sum += at(a, k, row, i) * at(b, m, i, column)
    return sum
  })
}

const flip = (a: ArrayLike<number>, rows: number, columns: number) =>
  Float64Array.from({ length: rows * columns }, (_, index) =>
    at(a, columns, index % rows, Math.floor(index / rows)),
  )

it('the factored layer differentiates to ds = Σ a ⊙ b and dx = (b ⊙ s) Vᵀ', async () => {
  const [tokens, inner, rank, outer] = [5, 7, 4, 6]
  const x = matrix(tokens, inner)
  const [u, v] = [matrix(outer, rank), matrix(inner, rank)]
  const [s, upstream] = [matrix(1, rank), matrix(tokens, outer)]

  const graph = createGraph()
  const xs = graphInput(graph, 'x', 'float', [1, tokens, inner])
  const scales = graphInput(graph, 's', 'float', [1, 1, rank])
  const a = mul(graph, matmul(graph, xs, weight(graph, 'v', v, [inner, rank])), scales)
  const y = matmul(graph, a, transpose(graph, weight(graph, 'u', u, [outer, rank]), [1, 0]))
  const loss = total(graph, mul(graph, y, weight(graph, 'delta', upstream, [1, tokens, outer])))
  const [dx, ds] = differentiate(graph, loss, [xs, scales])
  graphOutput(graph, 'dx', dx!)
  graphOutput(graph, 'ds', ds!)
  const session = await ort.InferenceSession.create(serialize(graph, 'float64'))
  const float64 = (data: Float32Array, dims: number[]) =>
    new ort.Tensor('float64', Float64Array.from(data), dims)
  const results = await session.run({ x: float64(x, [1, tokens, inner]), s: float64(s, [1, 1, rank]) })

  const projected = product(x, v, tokens, inner, rank)
  const b = product(upstream, u, tokens, outer, rank)
  const expectedDs = Float64Array.from({ length: rank }, (_, i) => {
    let sum = 0
    for (let t = 0; t < tokens; t++) sum += at(projected, rank, t, i) * at(b, rank, t, i)
    return sum
  })
  const scaled = b.map((value, index) => value * s[index % rank]!)
  const expectedDx = product(scaled, flip(v, inner, rank), tokens, rank, inner)
  const close = (actual: ArrayLike<unknown>, expected: Float64Array) => {
    expect(actual.length).toBe(expected.length)
    expected.forEach((value, index) => {
      expect(Math.abs(Number(actual[index]) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)))
    })
  }
  close(results.ds!.data, expectedDs)
  close(results.dx!.data, expectedDx)
})
