import * as ort from 'onnxruntime-node'
import { expect, it } from 'vitest'
import { createGraph, graphInput, graphOutput, weight } from './graph.ts'
import { add } from './operators/pointwise.ts'
import { serialize } from './serialize.ts'

it('an output may be an input, a constant, or a result that is declared twice', async () => {
  const graph = createGraph()
  const x = graphInput(graph, 'x', 'float', [2])
  const constant = weight(graph, 'constant', Float32Array.of(10, 20), [2])
  const sum = add(graph, x, constant)
  graphOutput(graph, 'same', x)
  graphOutput(graph, 'fixed', constant)
  graphOutput(graph, 'sum', sum)
  graphOutput(graph, 'again', sum)
  graphOutput(graph, 'more', add(graph, sum, x))
  const session = await ort.InferenceSession.create(serialize(graph))
  const results = await session.run({ x: new ort.Tensor('float32', Float32Array.of(1, 2), [2]) })
  const read = Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data]]))
  expect(read).toEqual({ same: [1, 2], fixed: [10, 20], sum: [11, 22], again: [11, 22], more: [12, 24] })
  await session.release()
})
