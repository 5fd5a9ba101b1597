import * as ort from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { differentiate, GRADIENT_RULES } from './differentiate.ts'
import { createGraph, type Graph, graphInput, graphOutput, type Value } from './graph.ts'
import { gatherRows, pickLast } from './operators/gather.ts'
import { concat, reshape, split, transpose } from './operators/layout.ts'
import { matmul } from './operators/matmul.ts'
import { add, div, exp, log, mul, neg, relu, sigmoid, sqrt, sub } from './operators/pointwise.ts'
import { reduceMean, reduceSum, total } from './operators/reduce.ts'
import { logSoftmax, softmax } from './operators/softmax.ts'
import { serialize } from './serialize.ts'

const prng = createPrng(17)
const numbers = (count: number, low = -1, high = 1) =>
  Float64Array.from({ length: count }, () => low + (high - low) * prng.uniform())

interface Case {
  readonly shapes: readonly (readonly number[])[]
  readonly range?: readonly [number, number]
  readonly build: (graph: Graph, ...values: Value[]) => Value
}

const indices = (graph: Graph, list: readonly number[], shape: readonly number[]): Value => {
  const value: Value = { name: `indices_${graph.count++}`, dtype: 'int64', shape }
  graph.constants.set(value.name, { value, data: BigInt64Array.from(list, BigInt) })
  return value
}

const twoOf = ([first, , last]: readonly Value[]): [Value, Value] => [first!, last!]

const CASES: Readonly<Record<string, Case>> = {
  Add: {
    shapes: [
      [2, 1, 3],
      [4, 3],
    ],
    build: add,
  },
  Sub: { shapes: [[2, 3], [3]], build: sub },
  'Sub of fewer axes, one of them of size 1': {
    shapes: [
      [2, 4, 3],
      [1, 3],
    ],
    build: sub,
  },
  Mul: {
    shapes: [
      [2, 4, 3],
      [1, 1, 3],
    ],
    build: mul,
  },
  Div: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    range: [0.5, 2],
    build: div,
  },
  Neg: { shapes: [[5]], build: neg },
  Exp: { shapes: [[5]], build: exp },
  Log: { shapes: [[5]], range: [0.3, 3], build: log },
  Sqrt: { shapes: [[5]], range: [0.3, 3], build: sqrt },
  Sigmoid: { shapes: [[7]], range: [-4, 4], build: sigmoid },
  Relu: { shapes: [[7]], range: [-2, 2], build: relu },
  ReduceSum: { shapes: [[2, 3, 4]], build: (graph, x) => reduceSum(graph, x, [0, 2], false) },
  ReduceMean: { shapes: [[2, 3, 4]], build: (graph, x) => reduceMean(graph, x, [-1], true) },
  Reshape: { shapes: [[2, 6]], build: (graph, x) => reshape(graph, x, [3, 4]) },
  Transpose: { shapes: [[2, 3, 4]], build: (graph, x) => transpose(graph, x, [2, 0, 1]) },
  Concat: {
    shapes: [
      [2, 3],
      [2, 2],
    ],
    build: (graph, a, b) => concat(graph, [a, b], -1),
  },
  'Concat with a last part whose size is but a name': {
    shapes: [
      [2, 3],
      [3, 3],
    ],
    build: (graph, a, b) => {
      const joined = concat(graph, [a, { ...b, shape: ['some', 3] }], 0, 'all')
      return { ...joined, shape: [5, 3] }
    },
  },
  'Split of the first axis': {
    shapes: [[5, 2]],
    build: (graph, x) => mul(graph, ...twoOf(split(graph, x, [2, 1, 2], 0))),
  },
  'Split of the last axis, counted from the end': {
    shapes: [[2, 3, 4]],
    build: (graph, x) => mul(graph, ...twoOf(split(graph, x, [1, 1, 1, 1], -1))),
  },
  Split: {
    shapes: [[2, 5]],
    build: (graph, x) => mul(graph, ...twoOf(split(graph, x, [2, 1, 2], 1))),
  },
  'MatMul with a weight': {
    shapes: [
      [2, 3, 4],
      [4, 5],
    ],
    build: matmul,
  },
  MatMul: {
    shapes: [
      [2, 3, 4],
      [2, 4, 2],
    ],
    build: matmul,
  },
  Softmax: { shapes: [[3, 5]], range: [-3, 3], build: softmax },
  LogSoftmax: { shapes: [[3, 5]], range: [-3, 3], build: logSoftmax },
  Gather: {
    shapes: [[4, 3]],
    build: (graph, x) => gatherRows(graph, x, indices(graph, [2, 0, 2, 2], [2, 2])),
  },
  GatherElements: {
    shapes: [[3, 4]],
    build: (graph, x) => pickLast(graph, x, indices(graph, [3, 0, 3], [3, 1])),
  },
}

const product = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1)

/** The loss is the sum of the result times fixed random numbers, so that no entry's gradient is special. */
async function compare({ shapes, range = [-1, 1], build }: Case) {
  const graph = createGraph()
  const inputs = shapes.map((shape, index) => graphInput(graph, `x${index}`, 'float', shape))
  const result = build(graph, ...inputs)
  const probe: Value = { name: 'probe', dtype: 'float', shape: result.shape }
  const probes = Float32Array.from(numbers(product(result.shape.map(Number))))
  graph.constants.set('probe', { value: probe, data: probes })
  const loss = total(graph, mul(graph, result, probe))
  graphOutput(graph, 'loss', loss)
  graphOutput(graph, 'result', result)
  differentiate(graph, loss, inputs).forEach((gradient, index) => {
    graphOutput(graph, `d${index}`, gradient)
    const declared = gradient.shape.map((dim, axis) =>
      typeof dim === 'number' ? dim : shapes[index]?.[axis],
    )
    expect(declared).toEqual(shapes[index])
  })
  const session = await ort.InferenceSession.create(serialize(graph, 'float64'))
  const values = shapes.map((shape) => numbers(product(shape), ...range))
  const run = (list: readonly Float64Array[]) =>
    session.run(
      Object.fromEntries(list.map((data, i) => [`x${i}`, new ort.Tensor('float64', data, shapes[i]!)])),
    )
  const exact = await run(values)
  expect(exact.result!.dims).toEqual(result.shape)
  const step = 1e-5
  let worst = 0
  for (const [i, data] of values.entries()) {
    expect(exact[`d${i}`]!.dims).toEqual(shapes[i])
    for (let j = 0; j < data.length; j++) {
      const at = async (offset: number) => {
        const moved = values.map((list) => list.slice())
        moved[i]![j]! += offset
        return Number((await run(moved)).loss!.data[0])
      }
      const slope = ((await at(step)) - (await at(-step))) / (2 * step)
      worst = Math.max(worst, Math.abs(slope - Number(exact[`d${i}`]!.data[j])))
    }
  }
  await session.release()
  return worst
}

describe('differentiate', () => {
  it.each(Object.entries(CASES))('%s agrees with finite differences', async (_, example) => {
    expect(await compare(example)).toBeLessThan(1e-8)
  })

  it('covers every operator that has a rule', () => {
    expect(Object.keys(CASES)).toEqual(expect.arrayContaining(Object.keys(GRADIENT_RULES)))
  })

  it('adds up the parts of a value that is used twice', async () => {
    const twice: Case = { shapes: [[3]], build: (graph, x) => add(graph, mul(graph, x, x), exp(graph, x)) }
    expect(await compare(twice)).toBeLessThan(1e-8)
  })

  it('gives zeros for what the loss does not depend on', async () => {
    const unused: Case = { shapes: [[3], [2]], build: (graph, x) => neg(graph, x) }
    expect(await compare(unused)).toBeLessThan(1e-8)
  })

  it('refuses to reshape where two sizes would have to be inferred', () => {
    const graph = createGraph()
    const x = graphInput(graph, 'x', 'float', ['lanes', 'tokens', 4])
    expect(reshape(graph, x, ['lanes', 'grouped', 2]).shape).toEqual(['lanes', 'grouped', 2])
    expect(() => reshape(graph, x, ['all', 'grouped', 2])).toThrowError(/ambiguous/)
  })

  it('refuses a loss that is no scalar', () => {
    const graph = createGraph()
    const x = graphInput(graph, 'x', 'float', [3])
    expect(() => differentiate(graph, x, [x])).toThrowError(/scalar/)
  })
})
