import { expect, it } from 'vitest'
import { createGraph, graphInput, graphOutput, weight } from '../../graph/graph.ts'
import { widen } from '../../graph/operators/layout.ts'
import { matmul } from '../../graph/operators/matmul.ts'
import { type OnnxModel, onnxModel, serialize } from '../../graph/serialize.ts'
import { halfFromFloat } from '../../model/half.ts'
import { nodeRuntime } from './node.ts'
import { floatTensor, type OrtRuntime } from './runtime.ts'
import { wasmRuntime } from './wasm.ts'

const SIZE = 40
const SHAPE = [SIZE, SIZE]
const numbers = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.fround(((i * 37) % 97) / 32 - 1.5))
const halves = Uint16Array.from(numbers, halfFromFloat)
const x = Float32Array.from({ length: SIZE }, (_, i) => i / SIZE)

function twoProducts() {
  const graph = createGraph()
  const input = graphInput(graph, 'x', 'float', [1, SIZE])
  const inner = matmul(graph, input, widen(graph, weight(graph, 'halves', halves, SHAPE)))
  graphOutput(graph, 'y', matmul(graph, inner, weight(graph, 'floats', numbers, SHAPE)))
  return graph
}

async function run(ort: OrtRuntime, model: Uint8Array | OnnxModel): Promise<number[]> {
  const session = await ort.InferenceSession.create(model)
  const { y } = await session.run({ x: floatTensor(ort, x, [1, SIZE]) })
  await session.release()
  return Array.from(y?.data as Float32Array)
}

it('leaves large weights in the memory where they are', () => {
  const { graph, weights } = onnxModel(twoProducts())
  expect([...weights.keys()].sort()).toEqual(['floats', 'halves'])
  expect(weights.get('halves')?.buffer).toBe(halves.buffer)
  expect(weights.get('floats')?.buffer).toBe(numbers.buffer)
  expect(graph.length).toBeLessThan(1000)
})

it.each([
  ['Node', nodeRuntime],
  ['WebAssembly', wasmRuntime],
])('computes the same in %s with weights beside the graph as with weights in it', async (_, runtime) => {
  const apart = await run(runtime, onnxModel(twoProducts()))
  expect(apart).toEqual(await run(runtime, serialize(twoProducts())))
  const product = (values: ArrayLike<number>) =>
    Array.from({ length: SIZE }, (_, column) =>
      Array.from(values).reduce((sum, value, row) => sum + value * numbers[row * SIZE + column]!, 0),
    )
  const expected = product(product(x))
  apart.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[i]!)))
  })
})
